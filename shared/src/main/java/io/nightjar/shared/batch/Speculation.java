package io.nightjar.shared.batch;

import io.nightjar.shared.scoring.RankKey;
import io.nightjar.shared.scoring.Selection;
import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.PackedItems;

/**
 * Which rank among the items seen so far makes a good threshold for the best n of all.
 *
 * <p>The items come in random order, so after a share f of them about n·f of the best n were seen,
 * with a standard deviation of at most √(n·f). The rank four deviations and two above that is
 * almost never too high a threshold; where it is, {@link CandidateLists#isComplete} tells.
 */
final class Speculation {
  private static final int MOST_BY_COLUMNS = PackedItems.PANEL / 2;

  private final Kernel kernel;
  private final int n;
  private final float[] maxima = new float[PackedItems.PANEL];
  private final long[] keys = new long[Tile.ITEMS];

  Speculation(Kernel kernel, int n) {
    this.kernel = kernel;
    this.n = n;
  }

  /** The rank, at most n: that one is safe. */
  int rank(int seen, int all) {
    double expected = (double) n * seen / all;
    return seen == all ? n : (int) Math.min(n, Math.ceil(expected + 4 * Math.sqrt(expected) + 2));
  }

  /**
   * A threshold that at least {@code rank} of the first logits reach, and few more do.
   *
   * @return {@link CandidateLists#NO_THRESHOLD} when there are not so many
   */
  float threshold(float[] logits, int from, int items, int padded, int rank) {
    if (rank > items) {
      return CandidateLists.NO_THRESHOLD;
    }
    if (rank <= MOST_BY_COLUMNS && padded == Tile.ITEMS) {
      kernel.columnMaxima(logits, from, padded, maxima);
      float threshold = ofRank(maxima, 0, PackedItems.PANEL, rank);
      return Math.max(threshold, CandidateLists.NO_THRESHOLD);
    }
    return ofRank(logits, from, items, rank);
  }

  private float ofRank(float[] logits, int from, int count, int rank) {
    for (int i = 0; i < count; i++) {
      keys[i] = RankKey.of(logits[from + i], i);
    }
    return RankKey.logit(Selection.greatestFirst(keys, 0, count, rank));
  }
}
