package io.nightjar.serving.observation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nightjar.serving.ranking.Answer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The meters of one operation of one campaign. Safe for use by many threads. */
final class CampaignMeters {
  static final String CAMPAIGN = "campaign";
  static final String ARM = "arm";
  private static final String NO_ARM = "none";

  /** From a tenth of a millisecond, which a row of the table takes, to what no caller waits for. */
  private static final Duration[] BUCKETS =
      Stream.of(
              100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
              1_000_000, 2_500_000)
          .map(micros -> Duration.ofNanos(micros * 1_000L))
          .toArray(Duration[]::new);

  private final MeterRegistry meters;
  private final Operation operation;
  private final String campaign;
  private final Counter requests;
  private final Timer latency;
  private final Counter callerErrors;
  private final Counter serverErrors;
  private final Counter shed;
  private final Map<String, Map<Answer.Source, Counter>> answers = new ConcurrentHashMap<>();

  CampaignMeters(MeterRegistry meters, Operation operation, String campaign) {
    this.meters = meters;
    this.operation = operation;
    this.campaign = campaign;
    String name = operation.operationName();
    this.requests = counter(operation.requests(), "Requests of " + name);
    this.latency =
        Timer.builder(operation.prefix() + ".latency")
            .description("Time from the arrival of a request of " + name + " to its reply")
            .tag(CAMPAIGN, campaign)
            .serviceLevelObjectives(BUCKETS)
            .register(meters);
    this.callerErrors =
        counter(operation.prefix() + ".4xx.errors", "Requests of " + name + " that were refused");
    this.serverErrors =
        counter(operation.prefix() + ".5xx.errors", "Requests of " + name + " that failed");
    this.shed =
        Counter.builder("nightjar.shed.requests")
            .description("Requests turned away to protect the server")
            .tags("operation", name, CAMPAIGN, campaign)
            .register(meters);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).tag(CAMPAIGN, campaign).register(meters);
  }

  Counter requests() {
    return requests;
  }

  Timer latency() {
    return latency;
  }

  Counter callerErrors() {
    return callerErrors;
  }

  Counter serverErrors() {
    return serverErrors;
  }

  Counter shed() {
    return shed;
  }

  /** The value of the label {@link #ARM}; null for no split. */
  static String label(String arm) {
    return arm == null ? NO_ARM : arm;
  }

  /**
   * The answers that were found in one way.
   *
   * @param arm of a split; null for none
   */
  Counter answers(String arm, Answer.Source source) {
    String label = label(arm);
    Map<Answer.Source, Counter> bySource = answers.get(label);
    if (bySource == null) {
      bySource = answers.computeIfAbsent(label, this::registered);
    }
    return bySource.get(source);
  }

  private Map<Answer.Source, Counter> registered(String arm) {
    Map<Answer.Source, Counter> bySource = new EnumMap<>(Answer.Source.class);
    for (Answer.Source source : Answer.Source.values()) {
      bySource.put(
          source,
          Counter.builder("nightjar.answers")
              .description("Answers, by how they were found")
              .tags("operation", operation.operationName(), CAMPAIGN, campaign)
              .tags(ARM, arm, "source", source.headerValue())
              .register(meters));
    }
    return bySource;
  }
}
