package io.nightjar.jobs.precompute;

/**
 * What {@code precompute} is asked to do.
 *
 * @param store where the model lies
 * @param model its id
 * @param top items in each row, 1 to 10,000; fewer when the catalogue is smaller
 * @param maxVariants context variants at most, the empty one included; 0 and 1 both mean that one
 * @param taskBytes users and results that one task holds in memory at most, in bytes; smaller means
 *     more, smaller files
 * @param blockBytes memory for one block of items at most, in bytes; 0 lets the heap decide
 */
public record PrecomputeConfig(
    String store, String model, int top, int maxVariants, long taskBytes, long blockBytes) {
  /** Checks the limits. */
  public PrecomputeConfig {
    if (top < 1 || top > 10_000) {
      throw new IllegalArgumentException("--top must be 1 to 10000: " + top);
    }
    if (maxVariants < 0 || maxVariants > 10_000) {
      throw new IllegalArgumentException("--max-variants must be 0 to 10000: " + maxVariants);
    }
    if (taskBytes < 1) {
      throw new IllegalArgumentException("--task-megabytes must be positive: " + taskBytes);
    }
    if (blockBytes < 0) {
      throw new IllegalArgumentException("--block-megabytes must not be negative: " + blockBytes);
    }
  }
}
