package io.nightjar.jobs.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * {@code metrics.json}: what evaluate found. {@code docs/tables.md} explains the members.
 *
 * @param model id of the model
 * @param previous id of the model it was compared with; null for none
 * @param holdout where the interactions to predict came from
 * @param users that were asked
 * @param queries (user, context) pairs that were asked
 * @param interactions that were to be predicted
 * @param excludesSeen whether items that a user had in training were no candidates
 * @param coverageOver what the coverage counts: lists of all users, or of the queries
 * @param metrics by ranking, see {@link Rankings}, then by name of the metric
 * @param intervals lower and upper bound of the same
 * @param differences the model's metric less that of another ranking, with lower and upper bound,
 *     by that ranking, then by name
 * @param reliability predicted and observed frequency of the first item, by ranking
 * @param groups by kind ({@code user_activity}, {@code item_popularity})
 * @param bootstrap how the bounds were found
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricsReport(
    String model,
    String previous,
    String holdout,
    long users,
    long queries,
    long interactions,
    boolean excludesSeen,
    String coverageOver,
    Map<String, Map<String, Double>> metrics,
    Map<String, Map<String, double[]>> intervals,
    Map<String, Map<String, double[]>> differences,
    Map<String, List<Reliability.Bin>> reliability,
    Map<String, List<Group>> groups,
    Bootstrap bootstrap) {

  /**
   * Users or items of a kind.
   *
   * @param group its name
   * @param from least items of a user's history, or least interactions of an item; null for users
   *     whom the model does not know
   * @param to the most; null for no limit
   * @param users that have queries in the group
   * @param queries of these users; with item groups, those that have an item of the group to
   *     predict
   * @param interactions to predict
   * @param metrics by ranking and name
   * @param intervals lower and upper bound of the same
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Group(
      String group,
      Long from,
      Long to,
      long users,
      long queries,
      long interactions,
      Map<String, Map<String, Double>> metrics,
      Map<String, Map<String, double[]>> intervals) {}

  /**
   * How the bounds were found.
   *
   * @param samples bootstrap samples of the users
   * @param level share of the samples between the bounds
   * @param seed of the samples
   */
  public record Bootstrap(int samples, double level, long seed) {}
}
