package io.nightjar.serving.api;

/** The request names something that the server does not have. */
public final class ResourceNotFoundException extends PersonalizeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, in the caller's words. */
  public ResourceNotFoundException(String message) {
    super(404, "ResourceNotFoundException", message);
  }
}
