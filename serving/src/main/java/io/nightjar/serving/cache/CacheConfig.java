package io.nightjar.serving.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where packed tables are kept.
 *
 * @param folder made if it is not there; null for in memory and nowhere else
 */
public record CacheConfig(Path folder) {
  /** Checks that the folder can be written. */
  public CacheConfig {
    if (folder != null) {
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw new IllegalArgumentException("cache must be a folder: " + e.getMessage(), e);
      }
      if (!Files.isWritable(folder)) {
        throw new IllegalArgumentException("cache must be a folder that can be written: " + folder);
      }
    }
  }

  /** Nothing is kept. */
  public static CacheConfig none() {
    return new CacheConfig(null);
  }
}
