package io.nightjar.shared.scoring;

/**
 * Bounded collector of the best items: higher logit first, ties to the lower ordinal.
 *
 * <p>Ordinals follow sorted ids, so a tie goes to the smaller id. A binary heap whose root is the
 * worst item kept. Mutable, reusable through {@link #clear()}, not thread-safe.
 */
public final class TopN {
  private final int[] ordinals;
  private final float[] logits;
  private int size;

  /** Collects at most {@code n} items; zero keeps none. */
  public TopN(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("n must not be negative: " + n);
    }
    this.ordinals = new int[n];
    this.logits = new float[n];
  }

  /** Forgets all items. */
  public void clear() {
    size = 0;
  }

  /** Number of items kept so far. */
  public int size() {
    return size;
  }

  /** No item with a lower logit would be taken: that of the worst item once all places are. */
  public float threshold() {
    if (size < logits.length) {
      return -Float.MAX_VALUE;
    }
    return size == 0 ? Float.POSITIVE_INFINITY : logits[0];
  }

  /** Offers the items {@code firstOrdinal, firstOrdinal + 1, …} with the first logits given. */
  public void offerAll(float[] candidates, int count, int firstOrdinal) {
    int i = 0;
    for (; i < count && size < ordinals.length; i++) {
      offer(firstOrdinal + i, candidates[i]);
    }
    if (size == 0) {
      return;
    }
    float worst = logits[0];
    for (; i < count; i++) {
      if (candidates[i] >= worst) {
        offer(firstOrdinal + i, candidates[i]);
        worst = logits[0];
      }
    }
  }

  /** Offers one item. */
  public void offer(int ordinal, float logit) {
    if (size < ordinals.length) {
      siftUp(size++, ordinal, logit);
    } else if (size > 0 && before(ordinal, logit, ordinals[0], logits[0])) {
      siftDown(0, ordinal, logit);
    }
  }

  /**
   * Empties the collector into arrays, best first.
   *
   * @param toOrdinals receives {@link #size()} ordinals
   * @param toLogits receives as many logits
   * @param at position of the best item in both arrays
   * @return number of items written
   */
  public int drain(int[] toOrdinals, float[] toLogits, int at) {
    int count = size;
    while (size > 0) {
      int to = at + size - 1;
      toOrdinals[to] = ordinals[0];
      toLogits[to] = logits[0];
      size--;
      if (size > 0) {
        siftDown(0, ordinals[size], logits[size]);
      }
    }
    return count;
  }

  private static boolean before(int ordinal, float logit, int otherOrdinal, float otherLogit) {
    return logit > otherLogit || (logit == otherLogit && ordinal < otherOrdinal);
  }

  private void siftUp(int from, int ordinal, float logit) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!before(ordinals[parent], logits[parent], ordinal, logit)) {
        break;
      }
      ordinals[at] = ordinals[parent];
      logits[at] = logits[parent];
      at = parent;
    }
    ordinals[at] = ordinal;
    logits[at] = logit;
  }

  private void siftDown(int from, int ordinal, float logit) {
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size
          && before(ordinals[child], logits[child], ordinals[child + 1], logits[child + 1])) {
        child++;
      }
      if (!before(ordinal, logit, ordinals[child], logits[child])) {
        break;
      }
      ordinals[at] = ordinals[child];
      logits[at] = logits[child];
      at = child;
    }
    ordinals[at] = ordinal;
    logits[at] = logit;
  }
}
