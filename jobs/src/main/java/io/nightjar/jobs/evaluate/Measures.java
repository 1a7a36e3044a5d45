package io.nightjar.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of many queries as sums: what is added for each query, and how the sums become
 * metrics. Sums of any queries add up, so metrics of groups and of bootstrap samples come from the
 * same code.
 *
 * <p>Sums are arrays of {@link #SUMS} doubles. Ranking metrics are means over queries, likelihoods
 * over interactions.
 */
final class Measures {
  /** Length of the lists that are judged. */
  static final int DEPTH = 25;

  /** Length of the lists whose novelty is measured. */
  private static final int NOVELTY_DEPTH = 10;

  static final int QUERIES = 0;
  static final int INTERACTIONS = 1;
  private static final int NLL = 2;
  private static final int UNIFORM_NLL = 3;
  private static final int RECIPROCAL_RANK = 4;
  private static final int NOVELTY = 5;
  private static final int CUTS_AT = 6;
  private static final int[] CUTS = {5, 10, 20, 25};
  private static final int RELIABILITY = CUTS_AT + 4 * CUTS.length;

  /** Length of an array of sums. */
  static final int SUMS = RELIABILITY + Reliability.SUMS;

  /** Names of the metrics, in the order of {@link #values}. */
  static final List<String> NAMES = names();

  static final String NLL_NAME = "nll";
  static final String PERPLEXITY_NAME = "perplexity";

  private Measures() {}

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    names.add("mean_reciprocal_rank_at_25");
    for (int k : CUTS) {
      // 20 is no cut-off of Personalize's; its name here is older than the others.
      names.add(k == 20 ? "ndcg_at_20" : "normalized_discounted_cumulative_gain_at_" + k);
    }
    for (String name : List.of("precision", "recall", "hit_rate")) {
      for (int k : CUTS) {
        names.add(name + "_at_" + k);
      }
    }
    names.add("novelty_at_" + NOVELTY_DEPTH);
    names.addAll(List.of(NLL_NAME, PERPLEXITY_NAME, "expected_calibration_error"));
    return List.copyOf(names);
  }

  /**
   * Adds one query.
   *
   * @param hits relevance by position of the first {@link #DEPTH}
   * @param relevant number of relevant items, positive
   * @param nll sum of the negative log-likelihoods of the relevant items, in nats
   * @param uniformNll the same if all candidates were alike
   * @param novelty of the items of the list, in bits
   */
  static void add(
      double[] sums,
      boolean[] hits,
      int relevant,
      double nll,
      double uniformNll,
      double[] novelty) {
    sums[QUERIES]++;
    sums[INTERACTIONS] += relevant;
    sums[NLL] += nll;
    sums[UNIFORM_NLL] += uniformNll;
    sums[RECIPROCAL_RANK] += RankingMetrics.reciprocalRankAt(DEPTH, hits);
    for (int cut = 0; cut < CUTS.length; cut++) {
      int k = CUTS[cut];
      int at = CUTS_AT + cut;
      sums[at] += RankingMetrics.ndcgAt(k, hits, relevant);
      sums[at + CUTS.length] += RankingMetrics.precisionAt(k, hits);
      sums[at + 2 * CUTS.length] += RankingMetrics.recallAt(k, hits, relevant);
      sums[at + 3 * CUTS.length] += RankingMetrics.hitRateAt(k, hits);
    }
    int depth = Math.min(NOVELTY_DEPTH, novelty.length);
    for (int position = 0; position < depth; position++) {
      sums[NOVELTY] += novelty[position] / depth;
    }
  }

  /** Adds what a query says of calibration; see {@link Reliability#add}. */
  static void addFirst(double[] sums, double probability, int relevant, boolean hit) {
    Reliability.add(sums, RELIABILITY, probability, relevant, hit);
  }

  /** Metrics by {@link #NAMES}; not a number where there is nothing to measure. */
  static double[] values(double[] sums) {
    double[] values = new double[NAMES.size()];
    double queries = sums[QUERIES];
    int at = 0;
    values[at++] = sums[RECIPROCAL_RANK] / queries;
    for (int sum = CUTS_AT; sum < RELIABILITY; sum++) {
      values[at++] = sums[sum] / queries;
    }
    values[at++] = sums[NOVELTY] / queries;
    double nll = sums[NLL] / sums[INTERACTIONS];
    values[at++] = nll;
    values[at++] = Math.exp(nll);
    values[at] = Reliability.error(sums, RELIABILITY);
    return values;
  }

  /** Mean negative log-likelihood of an interaction if all candidates were alike, in nats. */
  static double uniformNll(double[] sums) {
    return sums[UNIFORM_NLL] / sums[INTERACTIONS];
  }

  static List<Reliability.Bin> reliability(double[] sums) {
    return Reliability.table(sums, RELIABILITY);
  }
}
