package io.nightjar.shared.model;

/** A file of the store is not what it should be: damaged, truncated, missing or too new. */
public final class ModelFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the file and the rule it breaks.
   *
   * @param path the file
   * @param problem what was expected and what was found
   */
  public ModelFormatException(String path, String problem) {
    super(path + ": " + problem);
  }

  /** As above, with what went wrong underneath. */
  public ModelFormatException(String path, String problem, Throwable cause) {
    super(path + ": " + problem, cause);
  }
}
