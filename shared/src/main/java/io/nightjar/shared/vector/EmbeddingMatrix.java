package io.nightjar.shared.vector;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Immutable row-major matrix of embeddings: row = the embedding of one ordinal.
 *
 * <p>Every value is finite; a NaN or an infinity is refused when the matrix is built. Safe for use
 * by many threads.
 */
public final class EmbeddingMatrix implements EmbeddingRows, Serializable {
  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final float[][] rows;

  private EmbeddingMatrix(int dimension, float[][] rows) {
    this.dimension = dimension;
    this.rows = rows;
  }

  /**
   * Copies {@code rows} into a matrix.
   *
   * @param dimension length of every row, positive
   * @param rows one embedding per ordinal; may be empty
   * @throws IllegalArgumentException if a row has another length or a value that is not finite
   */
  public static EmbeddingMatrix of(int dimension, float[][] rows) {
    if (dimension <= 0) {
      throw new IllegalArgumentException("dimension must be positive: " + dimension);
    }
    float[][] copy = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      copy[row] = checked(dimension, rows[row], row);
    }
    return new EmbeddingMatrix(dimension, copy);
  }

  private static float[] checked(int dimension, float[] embedding, int row) {
    if (embedding.length != dimension) {
      throw new IllegalArgumentException(
          "embedding " + row + " must have " + dimension + " values: " + embedding.length);
    }
    for (int factor = 0; factor < dimension; factor++) {
      if (!Float.isFinite(embedding[factor])) {
        throw new IllegalArgumentException(
            "embedding " + row + " must be finite: value " + factor + " is " + embedding[factor]);
      }
    }
    return Arrays.copyOf(embedding, dimension);
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  /** Value of one coordinate of one embedding. */
  public float value(int row, int factor) {
    return rows[row][factor];
  }

  @Override
  public float[] row(int row) {
    return Arrays.copyOf(rows[row], dimension);
  }

  /** Adds a multiple of one embedding to {@code sum}. */
  public void addScaledRow(int row, double scale, double[] sum) {
    float[] embedding = rows[row];
    for (int factor = 0; factor < dimension; factor++) {
      sum[factor] += scale * embedding[factor];
    }
  }

  /** Euclidean length of one embedding. */
  public double norm(int row) {
    double squares = 0;
    for (float value : rows[row]) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  /** Logit of one row with a query of the same dimension; see {@link ScalarKernel#dot}. */
  public float dot(int row, float[] query) {
    return ScalarKernel.dot(query, rows[row]);
  }

  /**
   * Logits of some rows with a query of the same dimension, each with the bits of {@link #dot}.
   *
   * @param some the rows, in any order
   * @param logits receives as many
   */
  public void dots(int[] some, float[] query, float[] logits) {
    if (query.length != dimension) {
      throw new IllegalArgumentException(
          "query must have " + dimension + " values: " + query.length);
    }
    int i = 0;
    for (; i + 4 <= some.length; i += 4) {
      ScalarKernel.dots(
          query, rows[some[i]], rows[some[i + 1]], rows[some[i + 2]], rows[some[i + 3]], logits, i);
    }
    for (; i < some.length; i++) {
      logits[i] = dot(some[i], query);
    }
  }
}
