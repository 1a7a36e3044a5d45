package io.nightjar.jobs.interactions;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The flags that say which interactions a model learns from. {@code train} and {@code nightly} take
 * them; later steps find them among the arguments that the model's manifest has.
 */
public final class EventOptions {
  @Option(
      names = "--event-type",
      paramLabel = "TYPE",
      description = "Learn from this EVENT_TYPE only.")
  String eventType;

  @Option(
      names = "--event-value-threshold",
      paramLabel = "X",
      description = "Learn from interactions with at least this EVENT_VALUE only.")
  Double eventValueThreshold;

  @Option(
      names = "--event-weight",
      paramLabel = "TYPE=WEIGHT",
      description =
          "How much an EVENT_TYPE counts, 0 to 1; only ratios matter. Repeatable; types that are"
              + " not named are not learnt from (default: all count the same).")
  List<String> eventWeights = new ArrayList<>();

  /** The checked rules. */
  public EventRules toRules() {
    return EventRules.of(eventType, eventValueThreshold, eventWeights);
  }

  /** The rules that a model was trained by. */
  public static EventRules recordedIn(List<String> arguments) {
    EventOptions options = new EventOptions();
    new CommandLine(options)
        .setUnmatchedArgumentsAllowed(true)
        .parseArgs(arguments.toArray(String[]::new));
    return options.toRules();
  }
}
