package io.nightjar.serving.load;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The flags of how much work the server takes on. */
public final class LoadOptions {
  @Option(
      names = "--max-concurrent",
      paramLabel = "N",
      description =
          "Requests answered at a time, of those that may take long, default 8 per core and at least"
              + " 32; more wait their turn.")
  private Integer maxConcurrent;

  @Option(
      names = "--max-queued",
      paramLabel = "N",
      description =
          "Requests that may wait, for a second at most, default 1000; others get a"
              + " ThrottlingException (429) at once.")
  private Integer maxQueued;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description = "Connections open at a time, default 10000; more wait to be accepted.")
  private Integer maxConnections;

  @Option(
      names = "--idle-timeout",
      paramLabel = "SECONDS",
      description = "Closes connections that are idle for so long, default 75.")
  private Integer idleTimeout;

  @Option(
      names = "--request-timeout",
      paramLabel = "SECONDS",
      description = "Within which a request must have arrived completely, default 10.")
  private Integer requestTimeout;

  /** The settings that they make. */
  public LoadConfig config() {
    LoadConfig base = LoadConfig.DEFAULT;
    return new LoadConfig(
        maxConcurrent == null ? base.maxConcurrent() : maxConcurrent,
        maxQueued == null ? base.maxQueued() : maxQueued,
        base.maxWait(),
        maxConnections == null ? base.maxConnections() : maxConnections,
        idleTimeout == null ? base.idleTimeout() : Duration.ofSeconds(idleTimeout),
        requestTimeout == null ? base.requestTimeout() : Duration.ofSeconds(requestTimeout),
        base.maxBodyBytes());
  }
}
