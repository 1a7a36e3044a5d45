package io.nightjar.serving.admin;

import io.javalin.config.JavalinConfig;
import io.nightjar.serving.http.GetRoute;
import io.nightjar.serving.observation.ServerMetrics;
import java.util.function.Consumer;

/** {@code GET /metrics}: everything that is measured, for Prometheus. */
public final class MetricsRoute implements Consumer<JavalinConfig> {
  private final ServerMetrics metrics;

  /** Tells of a server's metrics. */
  public MetricsRoute(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void accept(JavalinConfig config) {
    GetRoute.add(
        config,
        "/metrics",
        context -> context.contentType(ServerMetrics.TEXT).result(metrics.scrape()));
  }
}
