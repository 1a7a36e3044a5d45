package io.nightjar.jobs.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How well the probability of the first item is kept: of the interactions for which the model says
 * that the first item has probability p, a share p should be with that item.
 *
 * <p>Predictions fall into bins between the fixed edges of {@link #EDGES}; three sums are kept for
 * each bin: interactions, predicted probability, and interactions with the first item. The expected
 * calibration error is Σ over bins of (interactions / all) · |predicted − observed| (Naeini,
 * Cooper, Hauskrecht, AAAI 2015). Edges are narrow where probabilities are small, as they are in a
 * large catalogue; they refine ten equal bins, so the error is never less than with these.
 */
final class Reliability {
  /** Lower edges of the bins and 1. */
  private static final double[] EDGES = {
    0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1
  };

  static final int BINS = EDGES.length - 1;

  /** Sums kept for all bins. */
  static final int SUMS = 3 * BINS;

  private Reliability() {}

  /**
   * One bin that has interactions.
   *
   * @param from lower edge, included
   * @param to upper edge, excluded but for 1
   * @param interactions that were predicted with a probability in the bin
   * @param predicted mean probability of the first item
   * @param observed share of the interactions that were with the first item
   */
  record Bin(double from, double to, long interactions, double predicted, double observed) {}

  /**
   * Adds the interactions of one query to sums that start at {@code at}.
   *
   * @param probability of the first item, 0 to 1
   * @param interactions that the query predicts
   * @param hit whether one of them is with the first item
   */
  static void add(double[] sums, int at, double probability, int interactions, boolean hit) {
    int bin = 0;
    while (bin + 1 < BINS && probability >= EDGES[bin + 1]) {
      bin++;
    }
    sums[at + bin] += interactions;
    sums[at + BINS + bin] += probability * interactions;
    sums[at + 2 * BINS + bin] += hit ? 1 : 0;
  }

  /** Expected calibration error, in [0, 1]; not a number without predictions. */
  static double error(double[] sums, int at) {
    double all = 0;
    double gaps = 0;
    for (int bin = 0; bin < BINS; bin++) {
      all += sums[at + bin];
      gaps += Math.abs(sums[at + BINS + bin] - sums[at + 2 * BINS + bin]);
    }
    return all == 0 ? Double.NaN : gaps / all;
  }

  /** The bins that have interactions, by probability. */
  static List<Bin> table(double[] sums, int at) {
    List<Bin> table = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double count = sums[at + bin];
      if (count > 0) {
        table.add(
            new Bin(
                EDGES[bin],
                EDGES[bin + 1],
                (long) count,
                sums[at + BINS + bin] / count,
                sums[at + 2 * BINS + bin] / count));
      }
    }
    return table;
  }
}
