package io.nightjar.jobs.recipe;

import static io.nightjar.jobs.recipe.Hyperparameter.APPLY_RECENCY_BIAS;
import static io.nightjar.jobs.recipe.Hyperparameter.BPTT;
import static io.nightjar.jobs.recipe.Hyperparameter.HIDDEN_DIMENSION;
import static io.nightjar.jobs.recipe.Hyperparameter.ITEM_ID_HIDDEN_DIMENSION;
import static io.nightjar.jobs.recipe.Hyperparameter.ITEM_METADATA_HIDDEN_DIMENSION;
import static io.nightjar.jobs.recipe.Hyperparameter.MAX_ITEM_INTERACTION_COUNT_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.MAX_USER_HISTORY_LENGTH_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.MIN_COINTERACTION_COUNT;
import static io.nightjar.jobs.recipe.Hyperparameter.MIN_ITEM_INTERACTION_COUNT_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.MIN_USER_HISTORY_LENGTH_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.POPULARITY_DISCOUNT_FACTOR;
import static io.nightjar.jobs.recipe.Hyperparameter.RECENCY_MASK;
import static io.nightjar.jobs.recipe.Hyperparameter.TREND_DISCOVERY_FREQUENCY;

import io.nightjar.shared.campaign.Recipe;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A recipe and its hyperparameters.
 *
 * @param recipe what to train for
 * @param given hyperparameters under Amazon's names, only those that were given
 */
public record RecipeSettings(Recipe recipe, SortedMap<String, String> given) {
  /**
   * Checks every hyperparameter.
   *
   * @throws IllegalArgumentException naming the one that the recipe does not have, with those that
   *     it has, or the range that a value is not in
   */
  public RecipeSettings {
    SortedMap<String, String> checked = new TreeMap<>();
    for (Map.Entry<String, String> entry : given.entrySet()) {
      checked.put(entry.getKey(), known(recipe, entry.getKey()).checked(entry.getValue()));
    }
    given = Collections.unmodifiableSortedMap(checked);
    requireOrder(
        recipe, given, MIN_USER_HISTORY_LENGTH_PERCENTILE, MAX_USER_HISTORY_LENGTH_PERCENTILE);
    requireOrder(
        recipe,
        given,
        MIN_ITEM_INTERACTION_COUNT_PERCENTILE,
        MAX_ITEM_INTERACTION_COUNT_PERCENTILE);
  }

  /** A recipe as it is when no hyperparameter is given. */
  public static RecipeSettings of(Recipe recipe) {
    return new RecipeSettings(recipe, new TreeMap<>());
  }

  /** The hyperparameters that a recipe has. */
  static List<Hyperparameter> known(Recipe recipe) {
    return switch (recipe) {
      case USER_PERSONALIZATION, PERSONALIZED_RANKING ->
          List.of(
              HIDDEN_DIMENSION,
              BPTT,
              RECENCY_MASK,
              APPLY_RECENCY_BIAS,
              MIN_USER_HISTORY_LENGTH_PERCENTILE,
              MAX_USER_HISTORY_LENGTH_PERCENTILE);
      case SIMILAR_ITEMS -> List.of(ITEM_ID_HIDDEN_DIMENSION, ITEM_METADATA_HIDDEN_DIMENSION);
      case SIMS ->
          List.of(
              POPULARITY_DISCOUNT_FACTOR,
              MIN_COINTERACTION_COUNT,
              MIN_USER_HISTORY_LENGTH_PERCENTILE,
              MAX_USER_HISTORY_LENGTH_PERCENTILE,
              MIN_ITEM_INTERACTION_COUNT_PERCENTILE,
              MAX_ITEM_INTERACTION_COUNT_PERCENTILE);
      case POPULARITY_COUNT -> List.of();
      case TRENDING_NOW -> List.of(TREND_DISCOVERY_FREQUENCY);
    };
  }

  private static Hyperparameter known(Recipe recipe, String name) {
    List<Hyperparameter> known = known(recipe);
    return known.stream()
        .filter(one -> one.amazonName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--hyperparameter must be one that %s has (%s): '%s'"
                        .formatted(
                            recipe.recipeName(),
                            known.isEmpty()
                                ? "none"
                                : known.stream()
                                    .map(Hyperparameter::amazonName)
                                    .collect(Collectors.joining(", ")),
                            name)));
  }

  private static void requireOrder(
      Recipe recipe, SortedMap<String, String> given, Hyperparameter low, Hyperparameter high) {
    String least = text(recipe, given, low);
    String most = text(recipe, given, high);
    if (Double.parseDouble(least) > Double.parseDouble(most)) {
      throw new IllegalArgumentException(
          "--hyperparameter %s must not exceed %s (%s): %s"
              .formatted(low.amazonName(), high.amazonName(), most, least));
    }
  }

  /** The value of a hyperparameter: what was given, else Amazon's or our own default. */
  public String text(Hyperparameter hyperparameter) {
    return text(recipe, given, hyperparameter);
  }

  private static String text(
      Recipe recipe, SortedMap<String, String> given, Hyperparameter hyperparameter) {
    String value = given.get(hyperparameter.amazonName());
    if (value != null) {
      return value;
    }
    // Only aws-sims leaves users out unless told otherwise, as with Amazon.
    if (recipe == Recipe.SIMS && hyperparameter == MIN_USER_HISTORY_LENGTH_PERCENTILE) {
      return "0.005";
    }
    if (recipe == Recipe.SIMS && hyperparameter == MAX_USER_HISTORY_LENGTH_PERCENTILE) {
      return "0.995";
    }
    return hyperparameter.initial();
  }

  /** The same as a number. */
  public double number(Hyperparameter hyperparameter) {
    return Double.parseDouble(text(hyperparameter));
  }

  /** Length of embeddings that a hyperparameter asks for; null if none does. */
  public Integer dimension() {
    Hyperparameter dimension =
        recipe == Recipe.SIMILAR_ITEMS ? ITEM_ID_HIDDEN_DIMENSION : HIDDEN_DIMENSION;
    String value = given.get(dimension.amazonName());
    return value == null ? null : Integer.valueOf(value);
  }

  /** Names of those given that change nothing here. */
  public List<String> withoutEffect() {
    return given.keySet().stream().filter(name -> !known(recipe, name).hasEffect()).toList();
  }
}
