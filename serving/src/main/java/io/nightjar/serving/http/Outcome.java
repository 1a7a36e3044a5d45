package io.nightjar.serving.http;

/** What came of a call so far. */
sealed interface Outcome permits Reply, Pending {
  /** The reply, for which the thread that asks does what is left to do. */
  Reply now();
}
