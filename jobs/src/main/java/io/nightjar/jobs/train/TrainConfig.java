package io.nightjar.jobs.train;

import io.nightjar.jobs.interactions.EventRules;
import io.nightjar.jobs.recipe.RecipeSettings;
import java.util.List;
import java.util.Map;

/**
 * What {@code train} is asked to do.
 *
 * @param interactions file or folder of interactions
 * @param items file or folder of the Items data set, null for none
 * @param users file or folder of the Users data set, null for none
 * @param store where the model goes
 * @param recipe what to train for, with its hyperparameters
 * @param contextFields context fields, by column name
 * @param columns source column by Personalize's name
 * @param given hyperparameters that are not to be chosen
 * @param tuneMinutes for which better hyperparameters are looked for; null: not at all
 * @param checkpointSeconds after which training saves how far it is, at least; 0: after each epoch
 * @param events which interactions count, and how much
 * @param holdoutUsers share of users whose newest interactions are kept for evaluate; 0 to 0.5
 * @param maxBadRows largest share of input rows that may be set aside
 * @param minUsers smallest number of users with two interactions or more
 * @param minInteractions smallest number of interactions
 * @param seed of every random choice
 */
public record TrainConfig(
    String interactions,
    String items,
    String users,
    String store,
    RecipeSettings recipe,
    List<String> contextFields,
    Map<String, String> columns,
    GivenHyperparameters given,
    Double tuneMinutes,
    double checkpointSeconds,
    EventRules events,
    double holdoutUsers,
    double maxBadRows,
    long minUsers,
    long minInteractions,
    long seed) {

  /** Checks every member. */
  public TrainConfig {
    contextFields = List.copyOf(contextFields);
    columns = Map.copyOf(columns);
    require(
        interactions != null && !interactions.isBlank(),
        "--interactions must be given",
        interactions);
    require(store != null && !store.isBlank(), "--store must be given", store);
    require(given != null, "hyperparameters must not be null", given);
    require(
        tuneMinutes == null || (tuneMinutes > 0 && tuneMinutes <= 10_000),
        "--tune must be above 0 and at most 10000 minutes",
        tuneMinutes);
    require(checkpointSeconds >= 0, "--checkpoint-seconds must not be negative", checkpointSeconds);
    require(
        holdoutUsers >= 0 && holdoutUsers <= 0.5, "--holdout-users must be 0 to 0.5", holdoutUsers);
    require(maxBadRows >= 0 && maxBadRows <= 1, "--max-bad-rows must be 0 to 1", maxBadRows);
    require(minUsers >= 1, "--min-users must be positive", minUsers);
    require(minInteractions >= 1, "--min-interactions must be positive", minInteractions);
    require(
        contextFields.stream().distinct().count() == contextFields.size(),
        "--context must name each field once",
        contextFields);
  }

  private static void require(boolean kept, String rule, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }
}
