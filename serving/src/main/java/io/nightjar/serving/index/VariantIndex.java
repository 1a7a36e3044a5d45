package io.nightjar.serving.index;

import java.util.Arrays;

/**
 * The rows of one context variant: for each user ordinal a list of item ordinals with scores, best
 * first. The user -1 is the row for users that the model does not know. Immutable and safe for use
 * by many threads.
 *
 * <p>All lists lie in one pair of arrays; four bytes an item, four a score and eight a user.
 */
public final class VariantIndex {
  private final int[] starts;
  private final int[] sizes;
  private final int[] ordinals;
  private final float[] scores;
  private final int rows;

  private VariantIndex(int[] starts, int[] sizes, int[] ordinals, float[] scores, int rows) {
    this.starts = starts;
    this.sizes = sizes;
    this.ordinals = ordinals;
    this.scores = scores;
    this.rows = rows;
  }

  /** Whether the table has a row for this user; it may be an empty list. */
  public boolean has(int user) {
    return starts[user + 1] >= 0;
  }

  /** Number of items in a user's list. */
  public int size(int user) {
    return sizes[user + 1];
  }

  /** Ordinal of the item at {@code position} of a user's list, 0 being the best. */
  public int ordinal(int user, int position) {
    return ordinals[starts[user + 1] + position];
  }

  /** Score of the item at {@code position} of a user's list. */
  public float score(int user, int position) {
    return scores[starts[user + 1] + position];
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Collects the rows of a variant in any order. Not thread-safe. */
  static final class Builder {
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int[] starts;
    private final int[] sizes;
    private int[] ordinals = new int[0];
    private float[] scores = new float[0];
    private int used;
    private int rows;

    Builder(int users) {
      this.starts = new int[users + 1];
      this.sizes = new int[users + 1];
      Arrays.fill(starts, -1);
    }

    /**
     * Makes room for a list.
     *
     * @return where it begins in the arrays, or -1 if the user already has one
     * @throws IllegalArgumentException if one variant would hold more than 2^31 items
     */
    int reserve(int user, int size) {
      if (starts[user + 1] >= 0) {
        return -1;
      }
      long needed = (long) used + size;
      if (needed > LARGEST_ARRAY) {
        throw new IllegalArgumentException(
            "the lists of one variant must hold at most " + LARGEST_ARRAY + " items: " + needed);
      }
      if (needed > ordinals.length) {
        int length = (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * ordinals.length));
        ordinals = Arrays.copyOf(ordinals, length);
        scores = Arrays.copyOf(scores, length);
      }
      int start = used;
      starts[user + 1] = start;
      sizes[user + 1] = size;
      used += size;
      rows++;
      return start;
    }

    int[] ordinals() {
      return ordinals;
    }

    float[] scores() {
      return scores;
    }

    VariantIndex build() {
      return new VariantIndex(
          starts, sizes, Arrays.copyOf(ordinals, used), Arrays.copyOf(scores, used), rows);
    }
  }
}
