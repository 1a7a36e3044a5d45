package io.nightjar.jobs.evaluate;

import java.util.Map;

/**
 * What {@code evaluate} is asked to do.
 *
 * @param store where the model lies
 * @param model its id
 * @param holdout interactions to predict; null: those that train kept out
 * @param exclude interactions whose user–item pairs are no candidates; null for none
 * @param columns source column by Personalize's name, for both files
 */
public record EvaluateConfig(
    String store, String model, String holdout, String exclude, Map<String, String> columns) {
  /** Checks that the flags fit together. */
  public EvaluateConfig {
    columns = Map.copyOf(columns);
    if (exclude != null && holdout == null) {
      throw new IllegalArgumentException("--exclude needs --holdout: " + exclude);
    }
  }
}
