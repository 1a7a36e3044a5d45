package io.nightjar.shared.filter;

/** What happens to the items for which a condition holds. */
public enum Effect {
  /** They, and no others, are listed. */
  INCLUDE,
  /** They are not listed. */
  EXCLUDE
}
