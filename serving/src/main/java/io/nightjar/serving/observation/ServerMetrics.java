package io.nightjar.serving.observation;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.ranking.KnownContext;

/** All metrics of a server. Safe for use by many threads. */
public final class ServerMetrics implements AutoCloseable {
  /** The text format of Prometheus, which everything reads. */
  public static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final RequestMetrics requests;
  private final CampaignGauges gauges;

  /** The metrics of a server that serves these campaigns. */
  public ServerMetrics(CampaignRegistry campaigns, KnownContext knownContext) {
    this.requests = new RequestMetrics(meters, campaigns);
    this.gauges = new CampaignGauges(meters, campaigns);
    FunctionCounter.builder(
            "nightjar.unknown.context.keys", knownContext, KnownContext::unknownKeys)
        .description("Keys of requests' contexts that are no field of the model that was asked")
        .register(meters);
    new JvmInfoMetrics().bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ClassLoaderMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    collector.bindTo(meters);
  }

  /** Those of requests. */
  public RequestMetrics requests() {
    return requests;
  }

  /** Counts what a request log had to leave out. */
  public void watch(RequestLog log) {
    FunctionCounter.builder("nightjar.request.log.dropped", log, RequestLog::dropped)
        .description("Lines of the request log that were lost, since it could not keep up")
        .register(meters);
  }

  /** Everything at this moment, in {@link #TEXT}. */
  public synchronized String scrape() {
    gauges.refresh();
    return meters.scrape(TEXT);
  }

  @Override
  public void close() {
    collector.close();
    meters.close();
  }
}
