package io.nightjar.shared.vector;

import java.io.Serializable;

/**
 * The item embeddings of one model, laid out for scoring: panels of {@value #PANEL} items, each
 * panel stored factor by factor, so that the lanes of a SIMD register run across items.
 *
 * <p>The last panel is padded with zero embeddings; their logits are zero and callers ignore them.
 * Immutable and safe for use by many threads; built once and shared.
 */
public final class PackedItems implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Items in one panel. */
  public static final int PANEL = 64;

  private final int items;
  private final int dimension;
  private final float[][] panels;

  /** Packs all rows of {@code embeddings}; takes {@code rows × dimension × 4} bytes and a bit. */
  public PackedItems(EmbeddingMatrix embeddings) {
    this.items = embeddings.rows();
    this.dimension = embeddings.dimension();
    this.panels = new float[(items + PANEL - 1) / PANEL][];
    for (int panel = 0; panel < panels.length; panel++) {
      panels[panel] = pack(embeddings, panel);
    }
  }

  private static float[] pack(EmbeddingMatrix embeddings, int panel) {
    int dimension = embeddings.dimension();
    float[] packed = new float[PANEL * dimension];
    int first = panel * PANEL;
    int lanes = Math.min(PANEL, embeddings.rows() - first);
    for (int factor = 0; factor < dimension; factor++) {
      for (int lane = 0; lane < lanes; lane++) {
        packed[factor * PANEL + lane] = embeddings.value(first + lane, factor);
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

  /** Number of logits that {@link ScalarKernel#logits} writes: items rounded up to whole panels. */
  public int paddedItems() {
    return panels.length * PANEL;
  }

  float[] panel(int panel) {
    return panels[panel];
  }
}
