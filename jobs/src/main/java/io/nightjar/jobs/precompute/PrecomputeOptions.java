package io.nightjar.jobs.precompute;

import picocli.CommandLine.Option;

/** The flags of {@code precompute}, shared with {@code nightly}. */
public final class PrecomputeOptions {
  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "100",
      description = "Items in each row of the table (default: ${DEFAULT-VALUE}).")
  int top;

  @Option(
      names = "--max-variants",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "Context variants at most, no context included (default: ${DEFAULT-VALUE}); all others"
              + " are scored live.")
  int maxVariants;

  @Option(
      names = "--task-megabytes",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "Users and results that one task holds in memory at most; about twice the size of a"
              + " file (default: ${DEFAULT-VALUE}).")
  long taskMegabytes;

  @Option(
      names = "--block-megabytes",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Memory for one block of items at most; 0: all items in one block when a quarter of the"
              + " executor's heap holds them, else in several (default: ${DEFAULT-VALUE}).")
  long blockMegabytes;

  /** The checked configuration. */
  public PrecomputeConfig toConfig(String store, String model) {
    return new PrecomputeConfig(
        store, model, top, maxVariants, taskMegabytes << 20, blockMegabytes << 20);
  }
}
