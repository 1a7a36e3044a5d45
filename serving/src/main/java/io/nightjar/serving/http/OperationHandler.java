package io.nightjar.serving.http;

/** Answers the requests of one operation. Safe for use by many threads. */
interface OperationHandler {
  /**
   * Answers a request, or does what is quick of it: tens of microseconds.
   *
   * @throws io.nightjar.serving.api.PersonalizeException if it is refused
   */
  Outcome answer(Call call);
}
