package io.nightjar.bench.batch;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;

/**
 * The product alone, with the BLAS that Spark uses when no native one is installed, on the tiles of
 * {@link TileScorer}.
 */
final class NetlibProduct implements ChunkScorer {
  static final BLAS NETLIB = JavaBLAS.getInstance();

  private final float[] items;
  private final int count;
  private final int dimension;
  private final boolean transposed;
  private final float[] queries;
  private final float[] logits = new float[TileScorer.USERS * TileScorer.ITEMS];

  /**
   * A scorer.
   *
   * @param items all items, item by item when {@code transposed}, else factor by factor
   */
  NetlibProduct(float[] items, int dimension, boolean transposed) {
    this.items = items;
    this.count = items.length / dimension;
    this.dimension = dimension;
    this.transposed = transposed;
    this.queries = new float[TileScorer.USERS * dimension];
  }

  /** All items in one array, for all threads. */
  static float[] flat(float[][] rows, int dimension, boolean transposed) {
    float[] flat = new float[rows.length * dimension];
    for (int row = 0; row < rows.length; row++) {
      for (int factor = 0; factor < dimension; factor++) {
        flat[transposed ? row * dimension + factor : factor * rows.length + row] =
            rows[row][factor];
      }
    }
    return flat;
  }

  @Override
  public double score(float[][] users) {
    double result = 0;
    for (int from = 0; from < users.length; from += TileScorer.USERS) {
      for (int user = 0; user < TileScorer.USERS; user++) {
        System.arraycopy(users[from + user], 0, queries, user * dimension, dimension);
      }
      for (int item = 0; item < count; item += TileScorer.ITEMS) {
        NETLIB.sgemm(
            transposed ? "T" : "N",
            "N",
            Math.min(TileScorer.ITEMS, count - item),
            TileScorer.USERS,
            dimension,
            1f,
            items,
            transposed ? item * dimension : item,
            transposed ? dimension : count,
            queries,
            0,
            dimension,
            0f,
            logits,
            0,
            TileScorer.ITEMS);
        result += logits[0];
      }
    }
    return result;
  }
}
