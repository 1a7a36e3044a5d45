package io.nightjar.serving.api;

/** An error of the API: what the caller reads, AWS's name for it, and its HTTP status. */
public abstract sealed class PersonalizeException extends RuntimeException
    permits CallerRefusedException,
        InvalidInputException,
        ResourceNotFoundException,
        UnknownOperationException,
        RequestTooLargeException,
        ThrottlingException,
        ServiceUnavailableException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String errorType;

  PersonalizeException(int status, String errorType, String message) {
    super(message);
    this.status = status;
    this.errorType = errorType;
  }

  /** HTTP status of the reply. */
  public int status() {
    return status;
  }

  /** AWS's name of the error, for the header {@code x-amzn-ErrorType}. */
  public String errorType() {
    return errorType;
  }
}
