package io.nightjar.shared.vector;

import java.util.Arrays;

/**
 * The kernel in plain Java, and the reference for every logit in the product, to the last bit.
 *
 * <p>A logit is one chain of fused multiply-adds in factor order that starts at zero: {@code
 * fma(q[d-1], w[d-1], … fma(q[1], w[1], fma(q[0], w[0], 0)))}. SIMD lanes may run across items,
 * never across factors, so that any lane width gives the same bits. {@link #product} walks the
 * factors in the outer loop, four at a time, and the items of a panel in the inner one, which the
 * JIT turns into SIMD code without changing a bit.
 */
public final class ScalarKernel implements Kernel {
  /** Whole registers of any width divide it; sums are kept in as many lanes. */
  private static final int LANES = 16;

  @Override
  public String description() {
    return "plain Java";
  }

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
   * Logits of four items, each the chain of {@link #dot}. A chain waits for each of its sums; four
   * side by side take hardly longer than one.
   *
   * @param logits receives them
   * @param at where the first one goes
   */
  static void dots(
      float[] query, float[] a, float[] b, float[] c, float[] d, float[] logits, int at) {
    float ofA = 0f;
    float ofB = 0f;
    float ofC = 0f;
    float ofD = 0f;
    for (int factor = 0; factor < query.length; factor++) {
      float q = query[factor];
      ofA = Math.fma(q, a[factor], ofA);
      ofB = Math.fma(q, b[factor], ofB);
      ofC = Math.fma(q, c[factor], ofC);
      ofD = Math.fma(q, d[factor], ofD);
    }
    logits[at] = ofA;
    logits[at + 1] = ofB;
    logits[at + 2] = ofC;
    logits[at + 3] = ofD;
  }

  @Override
  public void product(
      float[] panel,
      int dimension,
      float[] queries,
      int query,
      float[] logits,
      int at,
      int stride) {
    float[] sums = new float[PackedItems.PANEL];
    for (int k = 0; k < QUAD; k++) {
      Arrays.fill(sums, 0f);
      int factor = 0;
      for (; factor + 4 <= dimension; factor += 4) {
        int q = query + factor * QUAD + k;
        addFour(
            panel,
            factor * PackedItems.PANEL,
            queries[q],
            queries[q + QUAD],
            queries[q + 2 * QUAD],
            queries[q + 3 * QUAD],
            sums);
      }
      for (; factor < dimension; factor++) {
        addOne(panel, factor * PackedItems.PANEL, queries[query + factor * QUAD + k], sums);
      }
      System.arraycopy(sums, 0, logits, at + k * stride, PackedItems.PANEL);
    }
  }

  @Override
  public void product(float[] panel, int dimension, float[] query, float[] logits, int at) {
    float[] sums = new float[PackedItems.PANEL];
    int factor = 0;
    for (; factor + 4 <= dimension; factor += 4) {
      addFour(
          panel,
          factor * PackedItems.PANEL,
          query[factor],
          query[factor + 1],
          query[factor + 2],
          query[factor + 3],
          sums);
    }
    for (; factor < dimension; factor++) {
      addOne(panel, factor * PackedItems.PANEL, query[factor], sums);
    }
    System.arraycopy(sums, 0, logits, at, PackedItems.PANEL);
  }

  @Override
  public void productSum(
      float[] panel, int dimension, float[] user, float[] context, float[] logits, int at) {
    float[] addends = new float[PackedItems.PANEL];
    product(panel, dimension, context, addends, 0);
    product(panel, dimension, user, logits, at);
    for (int lane = 0; lane < PackedItems.PANEL; lane++) {
      logits[at + lane] += addends[lane];
    }
  }

  private static void addFour(
      float[] panel, int row, float q0, float q1, float q2, float q3, float[] sums) {
    for (int lane = 0; lane < PackedItems.PANEL; lane++) {
      float sum = Math.fma(q0, panel[row + lane], sums[lane]);
      sum = Math.fma(q1, panel[row + PackedItems.PANEL + lane], sum);
      sum = Math.fma(q2, panel[row + 2 * PackedItems.PANEL + lane], sum);
      sums[lane] = Math.fma(q3, panel[row + 3 * PackedItems.PANEL + lane], sum);
    }
  }

  private static void addOne(float[] panel, int row, float q, float[] sums) {
    for (int lane = 0; lane < PackedItems.PANEL; lane++) {
      sums[lane] = Math.fma(q, panel[row + lane], sums[lane]);
    }
  }

  @Override
  public float expSum(float[] logits, int from, int count, float reference) {
    float[] sums = new float[LANES];
    for (int i = from; i < from + count; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] += Exponential.of(logits[i + lane] - reference);
      }
    }
    return total(sums);
  }

  private static float total(float[] sums) {
    float total = 0f;
    for (float sum : sums) {
      total += sum;
    }
    return total;
  }

  @Override
  public void exp(float[] logits, int from, int count, float reference, float[] powers, int at) {
    for (int i = 0; i < count; i++) {
      powers[at + i] = Exponential.of(logits[from + i] - reference);
    }
  }

  @Override
  public void addExpSums(
      float[] logits,
      int from,
      int stride,
      int rows,
      int count,
      float[] references,
      double[] sums) {
    for (int row = 0; row < rows; row++) {
      sums[row] += expSum(logits, from + row * stride, count, references[row]);
    }
  }

  @Override
  public int atLeast(float[] logits, int from, int count, float threshold, int[] hits) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (logits[from + i] >= threshold) {
        hits[found++] = i;
      }
    }
    return found;
  }

  @Override
  public int sumAtLeast(
      float[] logits,
      int from,
      float[] addends,
      int addend,
      int count,
      float threshold,
      int[] hits) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      if (logits[from + i] + addends[addend + i] >= threshold) {
        hits[found++] = i;
      }
    }
    return found;
  }

  @Override
  public float max(float[] values, int from, int count) {
    float max = values[from];
    for (int i = from + 1; i < from + count; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }

  @Override
  public void columnMaxima(float[] logits, int from, int count, float[] maxima) {
    System.arraycopy(logits, from, maxima, 0, PackedItems.PANEL);
    for (int row = PackedItems.PANEL; row < count; row += PackedItems.PANEL) {
      for (int column = 0; column < PackedItems.PANEL; column++) {
        maxima[column] = Math.max(maxima[column], logits[from + row + column]);
      }
    }
  }

  @Override
  public void addProducts(
      float[] powers,
      int power,
      int powerStride,
      float[] factors,
      int factor,
      int factorStride,
      int count,
      double[] sums,
      int at,
      int sumStride) {
    float[] lanes = new float[LANES];
    for (int k = 0; k < QUAD; k++) {
      for (int v = 0; v < QUAD; v++) {
        int p = power + k * powerStride;
        int f = factor + v * factorStride;
        Arrays.fill(lanes, 0f);
        for (int i = 0; i < count; i += LANES) {
          for (int lane = 0; lane < LANES; lane++) {
            lanes[lane] = Math.fma(powers[p + i + lane], factors[f + i + lane], lanes[lane]);
          }
        }
        sums[at + k * sumStride + v] += total(lanes);
      }
    }
  }

  @Override
  public float expInPlace(float[] values, int from, int count, float reference) {
    float[] sums = new float[LANES];
    for (int i = from; i < from + count; i += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        float power = Exponential.of(values[i + lane] - reference);
        values[i + lane] = power;
        sums[lane] += power;
      }
    }
    return total(sums);
  }

  @Override
  public void addCombinations(
      float[] rows,
      int row,
      int rowStride,
      int count,
      float[] coefficients,
      int from,
      int step,
      int stride,
      float[] sums,
      int at,
      int sumStride) {
    float[] combined = new float[PackedItems.PANEL];
    for (int k = 0; k < QUAD; k++) {
      Arrays.fill(combined, 0f);
      for (int j = 0; j < count; j++) {
        addOne(rows, row + j * rowStride, coefficients[from + j * step + k * stride], combined);
      }
      for (int column = 0; column < PackedItems.PANEL; column++) {
        sums[at + k * sumStride + column] += combined[column];
      }
    }
  }

  @Override
  public void combineChosenRows(
      float[] rows,
      int width,
      int[] chosen,
      float[] weights,
      int from,
      int to,
      float[] sums,
      int at) {
    for (int column = 0; column < width; column++) {
      float sum = 0f;
      for (int j = from; j < to; j++) {
        sum = Math.fma(weights[j], rows[chosen[j] * width + column], sum);
      }
      sums[at + column] = sum;
    }
  }
}
