package io.nightjar.shared.vector;

import java.io.Serializable;
import java.util.Random;

/**
 * Item embeddings laid out for scoring: panels of {@value #PANEL} items, each panel stored factor
 * by factor, so that the lanes of a SIMD register run across items.
 *
 * <p>Holds a whole catalogue or a block of one. The items stand in order or shuffled; {@link
 * #ordinal} tells which item stands where. The last panel is padded with zero embeddings. Immutable
 * and safe for use by many threads; built once and shared.
 */
public final class PackedItems implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Items in one panel. */
  public static final int PANEL = 64;

  /** Logits of a smaller {@link #bound}, and the sum of two such, are finite. */
  public static final double LARGEST_BOUND = 1e37;

  private final int items;
  private final int dimension;
  private final float[][] panels;
  private final int[] ordinals;
  private final LogitBounds bounds;

  private PackedItems(EmbeddingMatrix embeddings, int[] order, int firstOrdinal) {
    this.items = embeddings.rows();
    this.dimension = embeddings.dimension();
    this.panels = new float[(items + PANEL - 1) / PANEL][];
    for (int panel = 0; panel < panels.length; panel++) {
      panels[panel] = pack(embeddings, order, panel);
    }
    this.bounds = new LogitBounds(embeddings);
    this.ordinals = new int[items];
    for (int position = 0; position < items; position++) {
      ordinals[position] = firstOrdinal + order[position];
    }
  }

  /** Packs all rows in their order; takes {@code rows × dimension × 4} bytes and a bit. */
  public static PackedItems inOrder(EmbeddingMatrix embeddings) {
    return new PackedItems(embeddings, identity(embeddings.rows()), 0);
  }

  /**
   * Packs all rows in a pseudo-random order, always the same for the same number of rows, so that
   * the first items are a fair sample of all.
   *
   * @param firstOrdinal ordinal of row 0, when the rows are a block of a catalogue
   */
  public static PackedItems shuffled(EmbeddingMatrix embeddings, int firstOrdinal) {
    int[] order = identity(embeddings.rows());
    Random random = new Random(embeddings.rows());
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return new PackedItems(embeddings, order, firstOrdinal);
  }

  private static int[] identity(int rows) {
    int[] order = new int[rows];
    for (int row = 0; row < rows; row++) {
      order[row] = row;
    }
    return order;
  }

  private static float[] pack(EmbeddingMatrix embeddings, int[] order, int panel) {
    int dimension = embeddings.dimension();
    float[] packed = new float[PANEL * dimension];
    int first = panel * PANEL;
    int lanes = Math.min(PANEL, embeddings.rows() - first);
    for (int lane = 0; lane < lanes; lane++) {
      int row = order[first + lane];
      for (int factor = 0; factor < dimension; factor++) {
        packed[factor * PANEL + lane] = embeddings.value(row, factor);
      }
    }
    return packed;
  }

  /** Number of items, padding excluded. */
  public int items() {
    return items;
  }

  /** Length of every embedding. */
  public int dimension() {
    return dimension;
  }

  /** Number of panels. */
  public int panels() {
    return panels.length;
  }

  /** Number of positions: items rounded up to whole panels. */
  public int paddedItems() {
    return panels.length * PANEL;
  }

  /** Ordinal of the item at {@code position}, which is less than {@link #items()}. */
  public int ordinal(int position) {
    return ordinals[position];
  }

  /**
   * A bound on the magnitude of the logits, and of every sum on the way to one.
   *
   * @param norm Euclidean norm of a query
   * @return not less than 0, or NaN or infinite when the norm is
   */
  public double bound(double norm) {
    return bounds.magnitude(norm);
  }

  /**
   * A bound on the logits themselves, closer than {@link #bound} where the last coordinate is a
   * bias.
   *
   * @param normBeforeLast Euclidean norm of a query without its last value
   * @param last the last value of the query
   */
  public double greatestLogit(double normBeforeLast, double last) {
    return bounds.greatest(normBeforeLast, last);
  }

  /** The embeddings of one panel, factor by factor. Not a copy: read only. */
  public float[] panel(int panel) {
    return panels[panel];
  }

  /**
   * Logits of up to {@link Kernel#QUAD} queries with every item.
   *
   * @param queries query vectors of {@link #dimension()} values
   * @param logits for each query receives {@link #paddedItems()} values, by position; the padding
   *     at the end is overwritten with values that mean nothing
   */
  public void logits(Kernel kernel, float[][] queries, float[][] logits) {
    checkLogits(queries, logits);
    float[] quad = new float[Kernel.QUAD * dimension];
    for (int k = 0; k < queries.length; k++) {
      for (int factor = 0; factor < dimension; factor++) {
        quad[factor * Kernel.QUAD + k] = queries[k][factor];
      }
    }
    float[] tile = new float[Kernel.QUAD * PANEL];
    for (int panel = 0; panel < panels.length; panel++) {
      kernel.product(panels[panel], dimension, quad, 0, tile, 0, PANEL);
      for (int k = 0; k < queries.length; k++) {
        System.arraycopy(tile, k * PANEL, logits[k], panel * PANEL, PANEL);
      }
    }
  }

  /** Logits of one query with the kernel of this process; see the other method. */
  public void logits(float[] query, float[] logits) {
    logits(Kernels.active(), new float[][] {query}, new float[][] {logits});
  }

  private void checkLogits(float[][] queries, float[][] logits) {
    if (queries.length > Kernel.QUAD || queries.length != logits.length) {
      throw new IllegalArgumentException(
          "queries must be at most 4 and as many as logits: "
              + queries.length
              + " and "
              + logits.length);
    }
    for (int k = 0; k < queries.length; k++) {
      if (queries[k].length != dimension) {
        throw new IllegalArgumentException(
            "query must have " + dimension + " values: " + queries[k].length);
      }
      if (logits[k].length < paddedItems()) {
        throw new IllegalArgumentException(
            "logits must have room for " + paddedItems() + " values: " + logits[k].length);
      }
    }
  }
}
