package io.nightjar.serving.security;

import java.nio.file.Path;

/**
 * A file of secrets or certificates that cannot be used; the message has its path and no secret.
 */
public final class UnusableFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Says which file, and which rule it breaks. */
  public UnusableFileException(Path path, String problem) {
    super(path + ": " + problem);
  }
}
