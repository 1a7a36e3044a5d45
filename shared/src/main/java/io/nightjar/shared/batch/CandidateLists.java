package io.nightjar.shared.batch;

import io.nightjar.shared.scoring.RankKey;
import io.nightjar.shared.scoring.Selection;

/**
 * For each of many lists the items that may belong to its best {@code n}, and the threshold from
 * which on all items seen so far are among them.
 *
 * <p>The threshold may be set higher than is safe, on speculation; {@link #isComplete} tells at the
 * end whether that went well. Mutable, not thread-safe.
 */
final class CandidateLists {
  /** Keeps everything that is finite. */
  static final float NO_THRESHOLD = -Float.MAX_VALUE;

  private final int n;
  private final int capacity;
  private final long[] keys;
  private final int[] sizes;
  private final float[] thresholds;
  private final DescendingSort sort;

  CandidateLists(int lists, int n) {
    this.n = n;
    this.capacity = n + Math.max(n, 256);
    this.keys = new long[lists * capacity];
    this.sizes = new int[lists];
    this.thresholds = new float[lists];
    this.sort = new DescendingSort(capacity);
  }

  /** Bytes that one list takes. */
  static long bytesPerList(int n) {
    return 8L * (n + Math.max(n, 256)) + 8;
  }

  /** Starts a list with the ranking of the items of earlier blocks, best first. */
  void start(int list, long[] ranking, int from, int size) {
    System.arraycopy(ranking, from, keys, list * capacity, size);
    sizes[list] = size;
    thresholds[list] = size < n ? NO_THRESHOLD : RankKey.logit(ranking[from + size - 1]);
  }

  float threshold(int list) {
    return thresholds[list];
  }

  /** The thresholds of all lists. Read only. */
  float[] thresholds() {
    return thresholds;
  }

  /**
   * Lets a list forget items below {@code threshold} from now on; a lower one or NaN is ignored.
   */
  void raise(int list, float threshold) {
    if (threshold > thresholds[list]) {
      thresholds[list] = threshold;
    }
  }

  /** Raises the threshold to the logit of the {@code k}-th best candidate, if there are so many. */
  void raiseToRank(int list, int k) {
    if (k <= sizes[list]) {
      int from = list * capacity;
      raise(list, RankKey.logit(Selection.greatestFirst(keys, from, from + sizes[list], k)));
    }
  }

  /** Adds an item whose logit is at or above the threshold. */
  void add(int list, float logit, int ordinal) {
    if (sizes[list] == capacity) {
      raiseToRank(list, n);
      sizes[list] = n;
    }
    keys[list * capacity + sizes[list]++] = RankKey.of(logit, ordinal);
  }

  /** Whether the best {@code wanted} of all items offered are among the candidates. */
  boolean isComplete(int list, int wanted) {
    long least = RankKey.of(thresholds[list], Integer.MAX_VALUE);
    int from = list * capacity;
    int complete = 0;
    for (int i = from; i < from + sizes[list]; i++) {
      complete += keys[i] >= least ? 1 : 0;
    }
    return complete >= wanted;
  }

  /** Writes the best {@code wanted} candidates, best first. */
  void drain(int list, int wanted, long[] ranking, int at) {
    sort.best(keys, list * capacity, sizes[list], wanted, ranking, at);
  }
}
