package io.nightjar.jobs.softmax;

import java.io.Serializable;

/** How embeddings did on held-out queries: sums that merge. Mutable, not thread-safe. */
public final class Verdict implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Groups of users by the number of their interactions: 0 to 1, 2 to 3, 4 to 7, … */
  static final int GROUPS = 12;

  /** Factors of the logits that are tried out, 1 being {@link #ONE}. */
  static final double[] SCALES = new double[25];

  static final int ONE = 12;

  static {
    for (int i = 0; i < SCALES.length; i++) {
      SCALES[i] = Math.pow(2, (i - ONE) / 8.0);
    }
  }

  private final double[][] losses = new double[GROUPS][SCALES.length];
  private final double[] choices = new double[GROUPS];
  private double gain;
  private double hits;
  private double recalls;
  private long queries;

  /**
   * One ranking.
   *
   * @param hit 1 if a chosen item is among the first 10, else 0
   * @param recall chosen items among the first 20, over all
   */
  record Ranked(double ndcg, double hit, double recall) {}

  void add(int group, double[] lossByScale, double weight, Ranked ranked) {
    for (int scale = 0; scale < SCALES.length; scale++) {
      losses[group][scale] += lossByScale[scale];
    }
    choices[group] += weight;
    gain += ranked.ndcg();
    hits += ranked.hit();
    recalls += ranked.recall();
    queries++;
  }

  Verdict plus(Verdict other) {
    for (int group = 0; group < GROUPS; group++) {
      for (int scale = 0; scale < SCALES.length; scale++) {
        losses[group][scale] += other.losses[group][scale];
      }
      choices[group] += other.choices[group];
    }
    gain += other.gain;
    hits += other.hits;
    recalls += other.recalls;
    queries += other.queries;
    return this;
  }

  /**
   * Mean negative log-likelihood of a held-out interaction by its weight, in nats, as sure as is
   * likeliest: that is what will be served.
   */
  public double nll() {
    return nll(bestScale());
  }

  /** The same with the logits as they were learnt. */
  double nllAsLearnt() {
    return nll(ONE);
  }

  private double nll(int scale) {
    double loss = 0;
    double count = 0;
    for (int group = 0; group < GROUPS; group++) {
      loss += losses[group][scale];
      count += choices[group];
    }
    return loss / count;
  }

  /** Mean ndcg@20 of the queries. */
  public double ndcg() {
    return gain / queries;
  }

  /** Share of the queries with a hit among the first 10. */
  public double hit() {
    return hits / queries;
  }

  /** Mean share of the chosen items among the first 20. */
  public double recall() {
    return recalls / queries;
  }

  /** For a log line: the likeliest factor of all logits. */
  public double bestFactor() {
    return SCALES[bestScale()];
  }

  /** Number of queries. */
  public long queries() {
    return queries;
  }

  /** Which of {@link #SCALES} is the likeliest for all. */
  int bestScale() {
    int best = ONE;
    for (int scale = 0; scale < SCALES.length; scale++) {
      if (nll(scale) < nll(best)) {
        best = scale;
      }
    }
    return best;
  }

  /**
   * The likeliest factor for the users of a group; that of all where fewer than {@code least}
   * choices speak for it.
   */
  public double factor(int group, int least) {
    int all = bestScale();
    if (choices[group] < least) {
      return SCALES[all];
    }
    int best = all;
    for (int scale = 0; scale < SCALES.length; scale++) {
      if (losses[group][scale] < losses[group][best]) {
        best = scale;
      }
    }
    return SCALES[best];
  }

  /** Group of a user with so many interactions. */
  public static int group(double interactions) {
    int group = 0;
    for (double n = interactions; n >= 2; n /= 2) {
      group++;
    }
    return Math.min(group, GROUPS - 1);
  }
}
