package io.nightjar.shared.scoring;

import java.util.Arrays;

/**
 * The items that may belong to the best {@code n} of those offered so far.
 *
 * <p>Keeps all that reach a threshold, and when its room is used up, drops all but the best n,
 * whose last becomes the threshold. So an item costs a few nanoseconds even when every one is
 * better than those before. Mutable, not thread-safe.
 */
final class Candidates {
  private static final int LEAST_ROOM = 256;

  private final int n;
  private final long[] keys;
  private int size;
  private float threshold;

  /**
   * Nothing yet.
   *
   * @param n how many are wanted; for zero the threshold is out of reach
   * @param most how many will be offered at most
   */
  Candidates(int n, int most) {
    this.n = n;
    this.threshold = n == 0 ? Float.POSITIVE_INFINITY : -Float.MAX_VALUE;
    this.keys = new long[(int) Math.min(most, (long) n + Math.max(n, LEAST_ROOM))];
  }

  /** Lower logits need not be offered. */
  float threshold() {
    return threshold;
  }

  void offer(float logit, int ordinal) {
    offer(RankKey.of(logit, ordinal));
  }

  private void offer(long key) {
    if (size == keys.length) {
      trim();
    }
    keys[size++] = key;
  }

  /** Raises the threshold as far as what was offered allows, if that is worth the effort. */
  void tighten() {
    if (size > n + (n >> 1) + 8) {
      trim();
    }
  }

  private void trim() {
    threshold = RankKey.logit(Selection.greatestFirst(keys, 0, size, n));
    size = n;
  }

  /** Offers all that {@code other} kept. */
  void merge(Candidates other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.keys[i]);
    }
  }

  /** The keys of the best, at most n, best first. */
  long[] best() {
    Arrays.sort(keys, 0, size);
    long[] best = new long[Math.min(n, size)];
    for (int rank = 0; rank < best.length; rank++) {
      best[rank] = keys[size - 1 - rank];
    }
    return best;
  }
}
