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
      description = "With --holdout: interactions whose user-item pairs are no candidates.")
  String exclude;

  /** The checked configuration. */
  public EvaluateConfig toConfig(String store, String model, Map<String, String> columns) {
    return new EvaluateConfig(store, model, holdout, exclude, columns);
  }
}
