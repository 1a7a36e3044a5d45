package io.nightjar.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names that metrics have in {@code metrics.json}, and shorter ones that people may write. */
public final class MetricNames {
  private static final Map<String, String> SHORT =
      new TreeMap<>(
          Map.of(
              "mrr_at_25", "mean_reciprocal_rank_at_25",
              "ndcg_at_5", "normalized_discounted_cumulative_gain_at_5",
              "ndcg_at_10", "normalized_discounted_cumulative_gain_at_10",
              "ndcg_at_25", "normalized_discounted_cumulative_gain_at_25"));

  private MetricNames() {}

  /** Names that the metrics of a model may have. */
  public static List<String> all() {
    List<String> names = new ArrayList<>(Measures.NAMES);
    names.add(Coverage.AMAZON);
    names.add(Coverage.CATALOGUE);
    return names;
  }

  /** Short names that {@link #canonical} knows. */
  public static List<String> shortNames() {
    return List.copyOf(SHORT.keySet());
  }

  /** The name in {@code metrics.json} for a short name; any other text as it is. */
  public static String canonical(String name) {
    return SHORT.getOrDefault(name, name);
  }
}
