package io.nightjar.jobs.evaluate;

import java.util.Map;
import picocli.CommandLine.Option;

/** The flags of {@code evaluate}, shared with {@code nightly}. */
public final class EvaluateOptions {
  @Option(
      names = "--holdout",
      paramLabel = "PATH",
      description = "Interactions to predict (default: those that train kept out).")
  String holdout;

  @Option(
      names = "--exclude",
      paramLabel = "PATH",
      description = "With --holdout: interactions whose items are no candidates.")
  String exclude;

  @Option(
      names = "--exclude-by",
      paramLabel = "user|query",
      defaultValue = "user",
      description =
          "For whom they are no candidates: whenever this user asks, or only when this user asks in"
              + " the very same context (default: ${DEFAULT-VALUE}).")
  EvaluateConfig.ExcludeBy excludeBy;

  /** The checked configuration. */
  public EvaluateConfig toConfig(
      String store, String model, String previous, Map<String, String> columns) {
    return new EvaluateConfig(store, model, previous, holdout, exclude, excludeBy, columns);
  }
}
