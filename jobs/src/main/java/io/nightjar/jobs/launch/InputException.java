package io.nightjar.jobs.launch;

/**
 * What the caller gave cannot be used: a file, a row, a store, a model. The message is one line
 * that names it, the rule and the value; a job prints it and ends with exit code 1.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the person who started the job. */
  public InputException(String message) {
    super(message);
  }

  /** As above, with what went wrong underneath. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
