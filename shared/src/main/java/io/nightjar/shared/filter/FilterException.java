package io.nightjar.shared.filter;

/** A filter expression, or the values of its placeholders, break a rule: says which. */
public final class FilterException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, in the words of who wrote the expression. */
  public FilterException(String message) {
    super(message);
  }
}
