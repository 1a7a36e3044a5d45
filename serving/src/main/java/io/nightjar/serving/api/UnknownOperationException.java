package io.nightjar.serving.api;

/** No operation has this path, or not with this method. */
public final class UnknownOperationException extends PersonalizeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says what was asked for.
   *
   * @param status 404 for an unknown path, 405 for a known one with another method
   */
  public UnknownOperationException(int status, String message) {
    super(status, "UnknownOperationException", message);
  }
}
