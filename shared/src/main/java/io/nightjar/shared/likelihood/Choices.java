package io.nightjar.shared.likelihood;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What queries chose: for each query items with weights, each item once, one list after the other.
 * Immutable; the arrays given must not change any more. Safe for use by many threads.
 */
public final class Choices implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] starts;
  private final int[] items;
  private final float[] weights;
  private final float[] rivalry;

  /** Wraps lists of queries all choices of which are full rivals: {@link #rivalry} 1. */
  public Choices(int[] starts, int[] items, float[] weights) {
    this(starts, items, weights, ones(starts.length - 1));
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }

  /**
   * Wraps lists.
   *
   * @param starts where the list of each query starts, and where the last one ends
   * @param items ordinals
   * @param weights how much each choice counts, positive
   * @param rivalry see {@link #rivalry}, for each query; 0 to 1
   */
  public Choices(int[] starts, int[] items, float[] weights, float[] rivalry) {
    if (items.length != weights.length || starts[starts.length - 1] != items.length) {
      throw new IllegalArgumentException(
          "there must be a weight for each item, and the last list must end there: "
              + items.length
              + " items, "
              + weights.length
              + " weights, end "
              + starts[starts.length - 1]);
    }
    this.starts = starts;
    this.items = items;
    this.weights = weights;
    for (float share : rivalry) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("rivalry must be 0 to 1: " + share);
      }
    }
    this.rivalry = rivalry;
  }

  /** Number of queries. */
  public int queries() {
    return starts.length - 1;
  }

  /**
   * By how much the other choices of a query compete with each of them: their exponentials are
   * multiplied by it in the sum over the catalogue. 1 is the plain softmax. 0 compares each choice
   * with what the query did not choose: so where an item is taken once, and is no candidate from
   * then on.
   */
  public float rivalry(int query) {
    return rivalry[query];
  }

  /** Position of the first choice of a query; of the number of queries: the end of the last. */
  public int start(int query) {
    return starts[query];
  }

  /** Ordinal of the item at a position. */
  public int item(int position) {
    return items[position];
  }

  /** Whether an item is among the choices at positions {@code from} to {@code to - 1}. */
  public boolean contains(int from, int to, int item) {
    for (int c = from; c < to; c++) {
      if (items[c] == item) {
        return true;
      }
    }
    return false;
  }

  /** Weight of the choice at a position. */
  public float weightOf(int position) {
    return weights[position];
  }

  /** Sum of the weights of a query. */
  public double weight(int query) {
    double sum = 0;
    for (int c = starts[query]; c < starts[query + 1]; c++) {
      sum += weights[c];
    }
    return sum;
  }
}
