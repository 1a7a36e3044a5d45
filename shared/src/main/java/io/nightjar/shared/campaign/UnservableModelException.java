package io.nightjar.shared.campaign;

/** A campaign cannot be pointed at a model. The message says why, and what to do about it. */
public final class UnservableModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the person who wanted it. */
  public UnservableModelException(String message) {
    super(message);
  }
}
