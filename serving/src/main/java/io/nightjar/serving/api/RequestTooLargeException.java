package io.nightjar.serving.api;

/** The request body is larger than the server reads. */
public final class RequestTooLargeException extends PersonalizeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, in the caller's words. */
  public RequestTooLargeException(String message) {
    super(413, "RequestTooLargeException", message);
  }
}
