package io.nightjar.shared.vector;

import java.util.Arrays;

/**
 * The reference for every logit in the product, to the last bit.
 *
 * <p>A logit is one chain of fused multiply-adds in factor order that starts at zero: {@code
 * fma(q[d-1], w[d-1], … fma(q[1], w[1], fma(q[0], w[0], 0)))}. SIMD lanes may run across items,
 * never across factors, so that any lane width gives the same bits. {@link #logits} walks the
 * factors in the outer loop and the items of a panel in the inner one, which the JIT turns into
 * SIMD code without changing a bit.
 */
public final class ScalarKernel {
  private ScalarKernel() {}

  /**
   * Logit of one item.
   *
   * @param query query vector
   * @param item embedding of the same length
   */
  public static float dot(float[] query, float[] item) {
    if (query.length != item.length) {
      throw new IllegalArgumentException(
          "query and item must have one dimension: " + query.length + " and " + item.length);
    }
    float logit = 0f;
    for (int factor = 0; factor < query.length; factor++) {
      logit = Math.fma(query[factor], item[factor], logit);
    }
    return logit;
  }

  /**
   * Logits of one query with every item.
   *
   * @param items packed item embeddings
   * @param query query vector of {@link PackedItems#dimension()} values
   * @param logits receives {@link PackedItems#paddedItems()} values, by ordinal; the padding at the
   *     end is overwritten with values that mean nothing
   */
  public static void logits(PackedItems items, float[] query, float[] logits) {
    if (query.length != items.dimension()) {
      throw new IllegalArgumentException(
          "query must have " + items.dimension() + " values: " + query.length);
    }
    if (logits.length < items.paddedItems()) {
      throw new IllegalArgumentException(
          "logits must have room for " + items.paddedItems() + " values: " + logits.length);
    }
    float[] sums = new float[PackedItems.PANEL];
    for (int panel = 0; panel < items.panels(); panel++) {
      panelLogits(items.panel(panel), query, sums);
      System.arraycopy(sums, 0, logits, panel * PackedItems.PANEL, PackedItems.PANEL);
    }
  }

  private static void panelLogits(float[] panel, float[] query, float[] sums) {
    Arrays.fill(sums, 0f);
    for (int factor = 0; factor < query.length; factor++) {
      float q = query[factor];
      int base = factor * PackedItems.PANEL;
      for (int lane = 0; lane < PackedItems.PANEL; lane++) {
        sums[lane] = Math.fma(q, panel[base + lane], sums[lane]);
      }
    }
  }
}
