package io.nightjar.shared.batch;

import io.nightjar.shared.scoring.RankKey;
import java.util.Arrays;

/**
 * Sorts the keys of a ranking, best first: bucket sort over equal intervals of logits, then
 * insertion sort of what is almost in order. Linear for logits that are spread out; where too many
 * share an interval, it leaves the work to {@link Arrays#sort(long[], int, int)}. Reused; not
 * thread-safe.
 */
final class DescendingSort {
  private static final int BUCKETS = 256;
  private static final int MOST_PER_BUCKET = 24;

  private final int[] ends = new int[BUCKETS + 1];
  private final byte[] buckets;
  private final long[] sorted;

  /** For at most {@code capacity} keys. */
  DescendingSort(int capacity) {
    this.buckets = new byte[capacity];
    this.sorted = new long[capacity];
  }

  /** Writes the best {@code wanted} of {@code keys[from, from + count)} to {@code target}. */
  void best(long[] keys, int from, int count, int wanted, long[] target, int at) {
    if (scatter(keys, from, count)) {
      insertionSort(count);
      System.arraycopy(sorted, 0, target, at, wanted);
      return;
    }
    System.arraycopy(keys, from, sorted, 0, count);
    Arrays.sort(sorted, 0, count);
    for (int i = 0; i < wanted; i++) {
      target[at + i] = sorted[count - 1 - i];
    }
  }

  private boolean scatter(long[] keys, int from, int count) {
    long best = Long.MIN_VALUE;
    long worst = Long.MAX_VALUE;
    for (int i = from; i < from + count; i++) {
      best = Math.max(best, keys[i]);
      worst = Math.min(worst, keys[i]);
    }
    float max = count == 0 ? 0 : RankKey.logit(best);
    float range = count == 0 ? 0 : max - RankKey.logit(worst);
    float scale = (BUCKETS - 1) / range;
    if (!(scale < Float.MAX_VALUE) || scale == 0) {
      return false;
    }
    Arrays.fill(ends, 0);
    for (int i = 0; i < count; i++) {
      int bucket = (int) ((max - RankKey.logit(keys[from + i])) * scale);
      buckets[i] = (byte) bucket;
      ends[bucket + 1]++;
    }
    for (int bucket = 1; bucket <= BUCKETS; bucket++) {
      if (ends[bucket] > MOST_PER_BUCKET) {
        return false;
      }
      ends[bucket] += ends[bucket - 1];
    }
    for (int i = 0; i < count; i++) {
      sorted[ends[buckets[i] & 0xFF]++] = keys[from + i];
    }
    return true;
  }

  private void insertionSort(int count) {
    for (int i = 1; i < count; i++) {
      long key = sorted[i];
      int to = i;
      for (; to > 0 && sorted[to - 1] < key; to--) {
        sorted[to] = sorted[to - 1];
      }
      sorted[to] = key;
    }
  }
}
