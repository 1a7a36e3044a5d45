package io.nightjar.jobs.train;

import io.nightjar.jobs.interactions.EventRules;
import io.nightjar.jobs.recipe.RecipeSettings;
import io.nightjar.jobs.softmax.SoftmaxSettings;
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
 * @param dimension length of an embedding, the bias coordinate included; 2 to 1024
 * @param iterations sweeps of ALS
 * @param epochs passes of maximum likelihood over the interactions, at most
 * @param form whether lengths of vectors are fixed or learnt
 * @param smoothing steps along the interactions over which embeddings are smoothed
 * @param temperature τ of the cosine form
 * @param alpha confidence of ALS per interaction; null: chosen by the density of the data
 * @param regularization of ALS; null: chosen by the density of the data
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
    int dimension,
    int iterations,
    int epochs,
    SoftmaxSettings.Form form,
    int smoothing,
    double temperature,
    Double alpha,
    Double regularization,
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
    require(dimension >= 2 && dimension <= 1024, "--dimension must be 2 to 1024", dimension);
    require(iterations >= 1 && iterations <= 200, "--iterations must be 1 to 200", iterations);
    require(epochs >= 1 && epochs <= 200, "--epochs must be 1 to 200", epochs);
    require(form != null, "--form must be given", form);
    require(smoothing >= 0 && smoothing <= 8, "--smoothing must be 0 to 8", smoothing);
    require(
        temperature > 0 && temperature <= 10,
        "--temperature must be above 0 and at most 10",
        temperature);
    require(alpha == null || alpha > 0, "--alpha must be positive", alpha);
    require(
        regularization == null || regularization > 0,
        "--regularization must be positive",
        regularization);
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
