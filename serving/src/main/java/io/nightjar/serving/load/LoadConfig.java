package io.nightjar.serving.load;

import java.time.Duration;

/**
 * How much work the server takes on.
 *
 * @param maxConcurrent requests that are answered at a time
 * @param maxQueued requests that may wait for their turn; 0 for none
 * @param maxWait how long a request may wait for its turn
 * @param maxConnections connections that are open at a time; more wait to be accepted
 * @param idleTimeout after which a connection without a request is closed
 * @param requestTimeout within which a request must have arrived, from its first byte on
 * @param maxBodyBytes memory for larger bodies that have arrived, or are arriving, and are not
 *     answered yet
 */
public record LoadConfig(
    int maxConcurrent,
    int maxQueued,
    Duration maxWait,
    int maxConnections,
    Duration idleTimeout,
    Duration requestTimeout,
    long maxBodyBytes) {
  /** More than the requests that the cores work on: some wait for the network. */
  private static final int CONCURRENT_PER_CORE = 8;

  private static final int LEAST_CONCURRENT = 32;
  private static final long LEAST_BODY_BYTES = 16L << 20;

  /** The settings where nothing is said. */
  public static final LoadConfig DEFAULT =
      new LoadConfig(
          Math.max(
              LEAST_CONCURRENT, CONCURRENT_PER_CORE * Runtime.getRuntime().availableProcessors()),
          1_000,
          Duration.ofSeconds(1),
          10_000,
          Duration.ofSeconds(75),
          Duration.ofSeconds(10),
          Math.max(LEAST_BODY_BYTES, Runtime.getRuntime().maxMemory() / 8));

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the setting that breaks a rule
   */
  public LoadConfig {
    requirePositive("--max-concurrent", maxConcurrent);
    if (maxQueued < 0) {
      throw new IllegalArgumentException("--max-queued must not be negative: " + maxQueued);
    }
    requirePositive("maxWait", maxWait.toMillis());
    requirePositive("--max-connections", maxConnections);
    requirePositive("--idle-timeout", idleTimeout.toMillis());
    requirePositive("--request-timeout", requestTimeout.toMillis());
    requirePositive("maxBodyBytes", maxBodyBytes);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
