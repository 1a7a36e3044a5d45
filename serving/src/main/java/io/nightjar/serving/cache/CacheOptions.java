package io.nightjar.serving.cache;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags of the cache of tables. */
public final class CacheOptions {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Folder of the server's own for its tables, packed: it starts faster, and they are mapped"
              + " files instead of memory of the process.")
  private Path folder;

  /** What the flags say. */
  public CacheConfig config() {
    return new CacheConfig(folder);
  }
}
