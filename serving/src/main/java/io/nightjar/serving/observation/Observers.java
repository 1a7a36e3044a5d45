package io.nightjar.serving.observation;

import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.ranking.KnownContext;

/**
 * All that observes one server.
 *
 * @param metrics its metrics
 * @param requests what counts and logs its requests
 * @param log its request log; null for none
 */
public record Observers(ServerMetrics metrics, RequestObserver requests, RequestLog log)
    implements AutoCloseable {
  /**
   * Begins to observe.
   *
   * @throws IllegalArgumentException if the request log cannot be written
   */
  public static Observers open(
      RequestLogConfig config, CampaignRegistry campaigns, KnownContext knownContext) {
    RequestLog log = RequestLog.open(config);
    ServerMetrics metrics = new ServerMetrics(campaigns, knownContext);
    if (log != null) {
      metrics.watch(log);
    }
    return new Observers(metrics, new RequestObserver(metrics.requests(), log), log);
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
    metrics.close();
  }
}
