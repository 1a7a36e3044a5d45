package io.nightjar.shared.scoring;

/**
 * A ranked list: item ordinals, best first, with the softmax score of each. Immutable.
 *
 * <p>The scores are those over the candidate set that was asked for, so a list that holds fewer
 * items than there were candidates sums to less than 1.
 */
public final class ScoredItems {
  private final int[] ordinals;
  private final float[] logits;
  private final double logPartition;

  private ScoredItems(int[] ordinals, float[] logits, double logPartition) {
    this.ordinals = ordinals;
    this.logits = logits;
    this.logPartition = logPartition;
  }

  /** Empties a collector. */
  static ScoredItems of(TopN top, double logPartition) {
    int[] ordinals = new int[top.size()];
    float[] logits = new float[top.size()];
    top.drain(ordinals, logits, 0);
    return new ScoredItems(ordinals, logits, logPartition);
  }

  /** A list of {@link RankKey}s, best first. */
  static ScoredItems of(long[] keys, double logPartition) {
    int[] ordinals = new int[keys.length];
    float[] logits = new float[keys.length];
    for (int rank = 0; rank < keys.length; rank++) {
      ordinals[rank] = RankKey.ordinal(keys[rank]);
      logits[rank] = RankKey.logit(keys[rank]);
    }
    return new ScoredItems(ordinals, logits, logPartition);
  }

  /** Number of items in the list. */
  public int size() {
    return ordinals.length;
  }

  /** Ordinal of the item at {@code position}, 0 being the best. */
  public int ordinal(int position) {
    return ordinals[position];
  }

  /** Logit of the item at {@code position}. */
  public float logit(int position) {
    return logits[position];
  }

  /** Score of the item at {@code position}, in [0, 1]. */
  public double score(int position) {
    return Softmax.score(logits[position], logPartition);
  }

  /** log Σ exp over all candidates. */
  public double logPartition() {
    return logPartition;
  }
}
