package io.nightjar.shared.batch;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.PackedItems;
import java.util.Arrays;

/**
 * What the context variants add to the logits of a block of items: s_c of every variant and item,
 * as rows and as columns, and exp(s_c) for the denominators.
 *
 * <p>Rows are padded to a multiple of {@link Kernel#QUAD} with variants that nobody asks for.
 * Immutable and safe for use by many threads.
 */
final class VariantLogits {
  private final int variants;
  private final int stride;
  private final float[] rows;
  private final float[] columns;
  private final float[] powers;
  private final float[] references;
  private final float[] largest;

  /**
   * Computes s_c = W · w_c.
   *
   * @param sums for each variant the sum of its context embeddings, null where that is empty
   */
  VariantLogits(Kernel kernel, PackedItems items, float[][] sums) {
    this.variants = sums.length;
    this.stride = items.paddedItems();
    int padded = padded(variants);
    this.rows = new float[Math.multiplyExact(variants, stride)];
    this.columns = new float[Math.multiplyExact(variants, stride)];
    this.powers = new float[Math.multiplyExact(padded, stride)];
    this.references = new float[variants];
    this.largest = new float[variants];
    float[] logits = new float[stride];
    for (int variant = 0; variant < variants; variant++) {
      if (sums[variant] == null) {
        Arrays.fill(logits, 0f);
      } else {
        items.logits(kernel, new float[][] {sums[variant]}, new float[][] {logits});
      }
      keep(kernel, variant, logits, items.items());
    }
  }

  private void keep(Kernel kernel, int variant, float[] logits, int items) {
    float max = Float.NEGATIVE_INFINITY;
    float magnitude = 0;
    for (int i = 0; i < items; i++) {
      max = Math.max(max, logits[i]);
      magnitude = Math.max(magnitude, Math.abs(logits[i]));
    }
    references[variant] = max;
    largest[variant] = magnitude;
    System.arraycopy(logits, 0, rows, variant * stride, stride);
    for (int i = 0; i < items; i++) {
      columns[i * variants + variant] = logits[i];
    }
    kernel.exp(logits, 0, stride, max, powers, variant * stride);
    Arrays.fill(powers, variant * stride + items, (variant + 1) * stride, 0f);
  }

  /** Bytes that one item takes. */
  static long bytesPerItem(int variants) {
    return 4L * (2 * variants + padded(variants));
  }

  static int padded(int variants) {
    return (variants + Kernel.QUAD - 1) / Kernel.QUAD * Kernel.QUAD;
  }

  int variants() {
    return variants;
  }

  /** Length of a row of {@link #rows} and of {@link #powers}. */
  int stride() {
    return stride;
  }

  /** s_c by variant, then position. Read only. */
  float[] rows() {
    return rows;
  }

  /** s_c by position, then variant. Read only. */
  float[] columns() {
    return columns;
  }

  /** exp(s_c - {@link #reference}) by variant, then position; 0 for padding. Read only. */
  float[] powers() {
    return powers;
  }

  /** The greatest s_c of a variant. */
  float reference(int variant) {
    return references[variant];
  }

  /** The greatest |s_c| of a variant. */
  float largest(int variant) {
    return largest[variant];
  }
}
