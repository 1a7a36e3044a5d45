package io.nightjar.serving.api;

/** There are more requests than may be answered; clients try again later. */
public final class ThrottlingException extends PersonalizeException {
  private static final long serialVersionUID = 1L;

  /** AWS's name of the error. */
  public static final String TYPE = "ThrottlingException";

  /** HTTP status of the reply. */
  public static final int STATUS = 429;

  private final long retryAfterSeconds;

  /** Says what is wrong, in the caller's words, and when to try again. */
  public ThrottlingException(String message, long retryAfterSeconds) {
    super(STATUS, TYPE, message);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Value of the header {@code Retry-After}. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
