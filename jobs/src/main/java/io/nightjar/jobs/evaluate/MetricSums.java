package io.nightjar.jobs.evaluate;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums of the metrics of many queries of one ranking. Mutable, merged across tasks. */
final class MetricSums implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Length of the lists that are judged. */
  static final int DEPTH = 25;

  private final Map<String, Double> sums = new LinkedHashMap<>();
  private long queries;
  private long interactions;

  /**
   * Adds one query.
   *
   * @param hits relevance by position of the first {@link #DEPTH}
   * @param relevant number of relevant items
   * @param nll sum of the negative log-likelihoods of the relevant items, in nats
   */
  void add(boolean[] hits, int relevant, double nll) {
    add("mean_reciprocal_rank_at_25", RankingMetrics.reciprocalRankAt(25, hits));
    for (int k : new int[] {5, 10, 25}) {
      add(
          "normalized_discounted_cumulative_gain_at_" + k,
          RankingMetrics.ndcgAt(k, hits, relevant));
    }
    for (int k : new int[] {5, 10, 25}) {
      add("precision_at_" + k, RankingMetrics.precisionAt(k, hits));
    }
    add("hit_rate_at_10", RankingMetrics.hitRateAt(10, hits));
    add("recall_at_20", RankingMetrics.recallAt(20, hits, relevant));
    add("ndcg_at_20", RankingMetrics.ndcgAt(20, hits, relevant));
    add("nll", nll);
    queries++;
    interactions += relevant;
  }

  private void add(String name, double value) {
    sums.merge(name, value, Double::sum);
  }

  MetricSums merge(MetricSums other) {
    other.sums.forEach(this::add);
    queries += other.queries;
    interactions += other.interactions;
    return this;
  }

  long queries() {
    return queries;
  }

  long interactions() {
    return interactions;
  }

  /** Means over queries; of nll over interactions. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach(
        (name, sum) -> means.put(name, sum / ("nll".equals(name) ? interactions : queries)));
    return means;
  }
}
