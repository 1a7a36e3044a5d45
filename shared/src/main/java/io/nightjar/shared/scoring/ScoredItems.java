package io.nightjar.shared.scoring;

import java.util.Arrays;

/**
 * A ranked list: item ordinals, best first, with the softmax score of each. Immutable.
 *
 * <p>The scores are those over the candidate set that was asked for, so a list that holds fewer
 * items than there were candidates sums to less than 1.
 */
public final class ScoredItems {
  private final int[] ordinals;
  private final double[] scores;
  private final double logPartition;

  ScoredItems(int[] ordinals, double[] scores, double logPartition) {
    this.ordinals = ordinals;
    this.scores = scores;
    this.logPartition = logPartition;
  }

  static ScoredItems of(int[] ordinals, float[] logits, int count, double logPartition) {
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      scores[i] = Softmax.score(logits[i], logPartition);
    }
    return new ScoredItems(Arrays.copyOf(ordinals, count), scores, logPartition);
  }

  /** Number of items in the list. */
  public int size() {
    return ordinals.length;
  }

  /** Ordinal of the item at {@code position}, 0 being the best. */
  public int ordinal(int position) {
    return ordinals[position];
  }

  /** Score of the item at {@code position}, in [0, 1]. */
  public double score(int position) {
    return scores[position];
  }

  /** log Σ exp over all candidates. */
  public double logPartition() {
    return logPartition;
  }
}
