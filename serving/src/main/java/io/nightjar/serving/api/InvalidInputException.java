package io.nightjar.serving.api;

/** A member of the request breaks a rule, or the campaign does not answer this operation. */
public final class InvalidInputException extends PersonalizeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, in the caller's words. */
  public InvalidInputException(String message) {
    super(400, "InvalidInputException", message);
  }
}
