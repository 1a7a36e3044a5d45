package io.nightjar.shared.vector;

import static io.nightjar.shared.vector.SimdLanes.FEW_REGISTERS;
import static io.nightjar.shared.vector.SimdLanes.LANES;
import static io.nightjar.shared.vector.SimdLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernel on the JDK's Vector API, for registers of 64 to 512 bits; wider machines use 512.
 *
 * <p>Lanes run across items. {@link #product} holds a tile of 4 queries × 4 registers of items in
 * registers (× 2 where a machine has 16 registers of 256 bits, too few for more): each step of the
 * loop over the factors loads the items once for all queries. The other loops do one register at a
 * time and leave the unrolling to the compiler, which then keeps their constants in registers; by
 * hand it was four times slower.
 *
 * <p>Loaded only where the module {@code jdk.incubator.vector} is present: see {@link Kernels}.
 */
final class SimdKernel implements Kernel {
  private static final Kernel SCALAR = new ScalarKernel();

  @Override
  public String description() {
    return "Vector API, " + SPECIES.vectorBitSize() + " bits";
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
    if (FEW_REGISTERS) {
      for (int item = 0; item < PackedItems.PANEL; item += 2 * LANES) {
        SimdProducts.fourByTwo(panel, item, dimension, queries, query, logits, at + item, stride);
      }
    } else {
      for (int item = 0; item < PackedItems.PANEL; item += 4 * LANES) {
        SimdProducts.fourByFour(panel, item, dimension, queries, query, logits, at + item, stride);
      }
    }
  }

  /** As many chains at a time as hide the latency of a multiply-add: 8, or a panel's 4. */
  @Override
  public void product(float[] panel, int dimension, float[] query, float[] logits, int at) {
    if (LANES == 16) {
      SimdProducts.oneByFour(panel, 0, dimension, query, logits, at);
      return;
    }
    for (int item = 0; item < PackedItems.PANEL; item += 8 * LANES) {
      SimdProducts.oneByEight(panel, item, dimension, query, logits, at + item);
    }
  }

  @Override
  public void productSum(
      float[] panel, int dimension, float[] user, float[] context, float[] logits, int at) {
    for (int item = 0; item < PackedItems.PANEL; item += 4 * LANES) {
      SimdProducts.sumOfTwoByFour(panel, item, dimension, user, context, logits, at + item);
    }
  }

  @Override
  public float expSum(float[] logits, int from, int count, float reference) {
    return expSum(logits, from, count, reference, new SimdExponential());
  }

  private static float expSum(
      float[] logits, int from, int count, float reference, SimdExponential exponential) {
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector shift = FloatVector.broadcast(SPECIES, reference);
    int i = from;
    do {
      sum = exponential.ofMinus(shift.sub(FloatVector.fromArray(SPECIES, logits, i))).add(sum);
      i += LANES;
    } while (i < from + count);
    return sum.reduceLanes(VectorOperators.ADD);
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
    SimdExponential exponential = new SimdExponential();
    for (int row = 0; row < rows; row++) {
      sums[row] += expSum(logits, from + row * stride, count, references[row], exponential);
    }
  }

  @Override
  public void exp(float[] logits, int from, int count, float reference, float[] powers, int at) {
    FloatVector shift = FloatVector.broadcast(SPECIES, reference);
    SimdExponential exponential = new SimdExponential();
    for (int i = 0; i < count; i += LANES) {
      exponential
          .ofMinus(shift.sub(FloatVector.fromArray(SPECIES, logits, from + i)))
          .intoArray(powers, at + i);
    }
  }

  @Override
  public int atLeast(float[] logits, int from, int count, float threshold, int[] hits) {
    return SimdSearch.atLeast(logits, from, count, threshold, hits);
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
    return SimdSearch.sumAtLeast(logits, from, addends, addend, count, threshold, hits);
  }

  @Override
  public float max(float[] values, int from, int count) {
    return SimdSearch.max(values, from, count);
  }

  @Override
  public void columnMaxima(float[] logits, int from, int count, float[] maxima) {
    for (int column = 0; column < PackedItems.PANEL; column += LANES) {
      FloatVector max = FloatVector.fromArray(SPECIES, logits, from + column);
      for (int i = column + PackedItems.PANEL; i < count; i += PackedItems.PANEL) {
        max = max.max(FloatVector.fromArray(SPECIES, logits, from + i));
      }
      max.intoArray(maxima, column);
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
    for (int v = 0; v < QUAD; v += 2) {
      int row = factor + v * factorStride;
      SimdCombinations.fourPowersByTwo(
          powers, power, powerStride, factors, row, factorStride, count, sums, at + v, sumStride);
    }
  }

  @Override
  public float expInPlace(float[] values, int from, int count, float reference) {
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector shift = FloatVector.broadcast(SPECIES, reference);
    SimdExponential exponential = new SimdExponential();
    int i = from;
    do {
      FloatVector power = exponential.ofMinus(shift.sub(FloatVector.fromArray(SPECIES, values, i)));
      power.intoArray(values, i);
      sum = power.add(sum);
      i += LANES;
    } while (i < from + count);
    return sum.reduceLanes(VectorOperators.ADD);
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
    int columns = FEW_REGISTERS ? 2 * LANES : 4 * LANES;
    for (int column = 0; column < PackedItems.PANEL; column += columns) {
      if (FEW_REGISTERS) {
        SimdCombinations.combineByTwo(
            rows,
            row + column,
            rowStride,
            count,
            coefficients,
            from,
            step,
            stride,
            sums,
            at + column,
            sumStride);
      } else {
        SimdCombinations.combineByFour(
            rows,
            row + column,
            rowStride,
            count,
            coefficients,
            from,
            step,
            stride,
            sums,
            at + column,
            sumStride);
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
    if (width < LANES) {
      SCALAR.combineChosenRows(rows, width, chosen, weights, from, to, sums, at);
    } else {
      SimdRows.combineChosen(rows, width, chosen, weights, from, to, sums, at);
    }
  }
}
