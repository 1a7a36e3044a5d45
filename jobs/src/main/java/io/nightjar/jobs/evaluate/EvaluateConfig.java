package io.nightjar.jobs.evaluate;

import java.util.Map;

/**
 * What {@code evaluate} is asked to do.
 *
 * @param store where the model lies
 * @param model its id
 * @param previous id of another model of the store that is asked the same queries; null for none
 * @param holdout interactions to predict; null: those that train kept out
 * @param exclude interactions whose items are no candidates; null for none
 * @param excludeBy for whom they are no candidates
 * @param columns source column by Personalize's name, for both files
 */
public record EvaluateConfig(
    String store,
    String model,
    String previous,
    String holdout,
    String exclude,
    ExcludeBy excludeBy,
    Map<String, String> columns) {

  /** Whose items of {@code --exclude} are left out of a query's candidates. */
  public enum ExcludeBy {
    /** All that the query's user has there. */
    USER,
    /** Those that the query's user has there in the query's own context. */
    QUERY
  }

  /** Checks that the flags fit together. */
  public EvaluateConfig {
    columns = Map.copyOf(columns);
    if (exclude != null && holdout == null) {
      throw new IllegalArgumentException("--exclude needs --holdout: " + exclude);
    }
    if (excludeBy == ExcludeBy.QUERY && exclude == null) {
      throw new IllegalArgumentException("--exclude-by query needs --exclude");
    }
    if (previous != null && previous.equals(model)) {
      throw new IllegalArgumentException("--previous must be another model: " + previous);
    }
  }

  /** The same questions to another model, beside another previous one. */
  public EvaluateConfig of(String otherModel, String otherPrevious) {
    return new EvaluateConfig(
        store, otherModel, otherPrevious, holdout, exclude, excludeBy, columns);
  }
}
