package io.nightjar.jobs.evaluate;

/**
 * Metrics of one ranked list against what was really chosen, as Amazon Personalize defines them.
 *
 * <p>Lists come as hits: whether the item at each rank (position 0 is rank 1) was relevant.
 */
public final class RankingMetrics {
  private RankingMetrics() {}

  /** Relevant items among the first k, over k: in [0, 1]. */
  public static double precisionAt(int k, boolean[] hits) {
    return (double) hitsAt(k, hits) / k;
  }

  /** Relevant items among the first k, over all relevant items: in [0, 1]. */
  public static double recallAt(int k, boolean[] hits, int relevant) {
    return relevant == 0 ? 0 : (double) hitsAt(k, hits) / relevant;
  }

  /** 1 when any of the first k is relevant, else 0. */
  public static double hitRateAt(int k, boolean[] hits) {
    return hitsAt(k, hits) > 0 ? 1 : 0;
  }

  /** 1 over the rank of the first relevant item among the first k, 0 without one. */
  public static double reciprocalRankAt(int k, boolean[] hits) {
    for (int position = 0; position < Math.min(k, hits.length); position++) {
      if (hits[position]) {
        return 1.0 / (position + 1);
      }
    }
    return 0;
  }

  /**
   * Discounted gain of the first k, 1/log₂(1 + rank) for each relevant item, over the best that is
   * possible with so many relevant items: in [0, 1].
   */
  public static double ndcgAt(int k, boolean[] hits, int relevant) {
    double gain = 0;
    for (int position = 0; position < Math.min(k, hits.length); position++) {
      if (hits[position]) {
        gain += discount(position);
      }
    }
    double best = 0;
    for (int position = 0; position < Math.min(k, relevant); position++) {
      best += discount(position);
    }
    return best == 0 ? 0 : gain / best;
  }

  private static double discount(int position) {
    return Math.log(2) / Math.log(position + 2.0);
  }

  private static int hitsAt(int k, boolean[] hits) {
    int count = 0;
    for (int position = 0; position < Math.min(k, hits.length); position++) {
      count += hits[position] ? 1 : 0;
    }
    return count;
  }
}
