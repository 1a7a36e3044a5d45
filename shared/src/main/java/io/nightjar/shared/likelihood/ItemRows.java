package io.nightjar.shared.likelihood;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.PackedItems;
import java.io.Serializable;

/**
 * The item embeddings of one step of training, as rows and packed for the product.
 *
 * <p>Sent to every process once; the packed forms are made there by the first thread that asks and
 * shared by all. Safe for use by many threads; the array given must not change any more.
 */
public final class ItemRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final float[] values;
  private transient PackedItems packed;
  private transient float[] padded;

  /**
   * Wraps embeddings.
   *
   * @param values items × dimension values, row by row; not copied
   */
  public ItemRows(int dimension, float[] values) {
    if (dimension <= 0 || values.length % dimension != 0) {
      throw new IllegalArgumentException(
          "values must be whole rows of " + dimension + ": " + values.length);
    }
    this.dimension = dimension;
    this.values = values;
  }

  /** Length of an embedding. */
  public int dimension() {
    return dimension;
  }

  /** Number of items. */
  public int items() {
    return values.length / dimension;
  }

  /** Where the coordinates of an item start in {@link #values}. */
  int at(int item) {
    return item * dimension;
  }

  /** Row by row. Read only. */
  float[] values() {
    return values;
  }

  /** A row's length in {@link #padded}: the dimension rounded up to whole panels of columns. */
  int paddedDimension() {
    return (dimension + PackedItems.PANEL - 1) / PackedItems.PANEL * PackedItems.PANEL;
  }

  /** One coordinate of an item. */
  public float value(int item, int factor) {
    return values[at(item) + factor];
  }

  /** The same rows packed for the product. */
  public synchronized PackedItems packed() {
    if (packed == null) {
      float[][] rows = new float[items()][];
      for (int item = 0; item < rows.length; item++) {
        rows[item] = java.util.Arrays.copyOfRange(values, at(item), at(item) + dimension);
      }
      packed = PackedItems.inOrder(EmbeddingMatrix.of(dimension, rows));
    }
    return packed;
  }

  /** Rows of {@link #paddedDimension} values, as many as {@link #packed} has positions. */
  synchronized float[] padded() {
    if (padded == null) {
      int length = paddedDimension();
      padded = new float[Math.multiplyExact(packed().paddedItems(), length)];
      for (int item = 0; item < items(); item++) {
        System.arraycopy(values, at(item), padded, item * length, dimension);
      }
    }
    return padded;
  }
}
