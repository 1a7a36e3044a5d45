package io.nightjar.serving.api;

/** The server cannot answer yet; clients try again. */
public final class ServiceUnavailableException extends PersonalizeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, in the caller's words. */
  public ServiceUnavailableException(String message) {
    super(503, "ServiceUnavailable", message);
  }
}
