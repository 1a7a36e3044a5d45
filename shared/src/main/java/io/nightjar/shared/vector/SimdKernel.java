package io.nightjar.shared.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

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
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > FloatVector.SPECIES_512.length()
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final boolean FEW_REGISTERS = LANES == 8;

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
        fourByTwo(panel, item, dimension, queries, query, logits, at + item, stride);
      }
    } else {
      for (int item = 0; item < PackedItems.PANEL; item += 4 * LANES) {
        fourByFour(panel, item, dimension, queries, query, logits, at + item, stride);
      }
    }
  }

  private static void fourByFour(
      float[] panel,
      int item,
      int dimension,
      float[] queries,
      int query,
      float[] logits,
      int at,
      int stride) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector c2 = a0;
    FloatVector c3 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    FloatVector d2 = a0;
    FloatVector d3 = a0;
    int p = item;
    int q = query;
    for (int factor = 0; factor < dimension; factor++) {
      FloatVector i0 = FloatVector.fromArray(SPECIES, panel, p);
      FloatVector i1 = FloatVector.fromArray(SPECIES, panel, p + LANES);
      FloatVector i2 = FloatVector.fromArray(SPECIES, panel, p + 2 * LANES);
      FloatVector i3 = FloatVector.fromArray(SPECIES, panel, p + 3 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, queries[q]);
      a0 = a.fma(i0, a0);
      a1 = a.fma(i1, a1);
      a2 = a.fma(i2, a2);
      a3 = a.fma(i3, a3);
      FloatVector b = FloatVector.broadcast(SPECIES, queries[q + 1]);
      b0 = b.fma(i0, b0);
      b1 = b.fma(i1, b1);
      b2 = b.fma(i2, b2);
      b3 = b.fma(i3, b3);
      FloatVector c = FloatVector.broadcast(SPECIES, queries[q + 2]);
      c0 = c.fma(i0, c0);
      c1 = c.fma(i1, c1);
      c2 = c.fma(i2, c2);
      c3 = c.fma(i3, c3);
      FloatVector d = FloatVector.broadcast(SPECIES, queries[q + 3]);
      d0 = d.fma(i0, d0);
      d1 = d.fma(i1, d1);
      d2 = d.fma(i2, d2);
      d3 = d.fma(i3, d3);
      p += PackedItems.PANEL;
      q += QUAD;
    }
    int to = at;
    a0.intoArray(logits, to);
    a1.intoArray(logits, to + LANES);
    a2.intoArray(logits, to + 2 * LANES);
    a3.intoArray(logits, to + 3 * LANES);
    to += stride;
    b0.intoArray(logits, to);
    b1.intoArray(logits, to + LANES);
    b2.intoArray(logits, to + 2 * LANES);
    b3.intoArray(logits, to + 3 * LANES);
    to += stride;
    c0.intoArray(logits, to);
    c1.intoArray(logits, to + LANES);
    c2.intoArray(logits, to + 2 * LANES);
    c3.intoArray(logits, to + 3 * LANES);
    to += stride;
    d0.intoArray(logits, to);
    d1.intoArray(logits, to + LANES);
    d2.intoArray(logits, to + 2 * LANES);
    d3.intoArray(logits, to + 3 * LANES);
  }

  private static void fourByTwo(
      float[] panel,
      int item,
      int dimension,
      float[] queries,
      int query,
      float[] logits,
      int at,
      int stride) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    int p = item;
    int q = query;
    for (int factor = 0; factor < dimension; factor++) {
      FloatVector i0 = FloatVector.fromArray(SPECIES, panel, p);
      FloatVector i1 = FloatVector.fromArray(SPECIES, panel, p + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, queries[q]);
      a0 = a.fma(i0, a0);
      a1 = a.fma(i1, a1);
      FloatVector b = FloatVector.broadcast(SPECIES, queries[q + 1]);
      b0 = b.fma(i0, b0);
      b1 = b.fma(i1, b1);
      FloatVector c = FloatVector.broadcast(SPECIES, queries[q + 2]);
      c0 = c.fma(i0, c0);
      c1 = c.fma(i1, c1);
      FloatVector d = FloatVector.broadcast(SPECIES, queries[q + 3]);
      d0 = d.fma(i0, d0);
      d1 = d.fma(i1, d1);
      p += PackedItems.PANEL;
      q += QUAD;
    }
    a0.intoArray(logits, at);
    a1.intoArray(logits, at + LANES);
    b0.intoArray(logits, at + stride);
    b1.intoArray(logits, at + stride + LANES);
    c0.intoArray(logits, at + 2 * stride);
    c1.intoArray(logits, at + 2 * stride + LANES);
    d0.intoArray(logits, at + 3 * stride);
    d1.intoArray(logits, at + 3 * stride + LANES);
  }

  /** As many chains at a time as hide the latency of a multiply-add: 8, or a panel's 4. */
  @Override
  public void product(float[] panel, int dimension, float[] query, float[] logits, int at) {
    if (LANES == 16) {
      oneByFour(panel, 0, dimension, query, logits, at);
      return;
    }
    for (int item = 0; item < PackedItems.PANEL; item += 8 * LANES) {
      oneByEight(panel, item, dimension, query, logits, at + item);
    }
  }

  private static void oneByFour(
      float[] panel, int item, int dimension, float[] query, float[] logits, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int p = item;
    for (int factor = 0; factor < dimension; factor++) {
      FloatVector a = FloatVector.broadcast(SPECIES, query[factor]);
      a0 = a.fma(FloatVector.fromArray(SPECIES, panel, p), a0);
      a1 = a.fma(FloatVector.fromArray(SPECIES, panel, p + LANES), a1);
      a2 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 2 * LANES), a2);
      a3 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 3 * LANES), a3);
      p += PackedItems.PANEL;
    }
    a0.intoArray(logits, at);
    a1.intoArray(logits, at + LANES);
    a2.intoArray(logits, at + 2 * LANES);
    a3.intoArray(logits, at + 3 * LANES);
  }

  private static void oneByEight(
      float[] panel, int item, int dimension, float[] query, float[] logits, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    FloatVector a7 = a0;
    int p = item;
    for (int factor = 0; factor < dimension; factor++) {
      FloatVector a = FloatVector.broadcast(SPECIES, query[factor]);
      a0 = a.fma(FloatVector.fromArray(SPECIES, panel, p), a0);
      a1 = a.fma(FloatVector.fromArray(SPECIES, panel, p + LANES), a1);
      a2 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 2 * LANES), a2);
      a3 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 3 * LANES), a3);
      a4 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 4 * LANES), a4);
      a5 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 5 * LANES), a5);
      a6 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 6 * LANES), a6);
      a7 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 7 * LANES), a7);
      p += PackedItems.PANEL;
    }
    a0.intoArray(logits, at);
    a1.intoArray(logits, at + LANES);
    a2.intoArray(logits, at + 2 * LANES);
    a3.intoArray(logits, at + 3 * LANES);
    a4.intoArray(logits, at + 4 * LANES);
    a5.intoArray(logits, at + 5 * LANES);
    a6.intoArray(logits, at + 6 * LANES);
    a7.intoArray(logits, at + 7 * LANES);
  }

  @Override
  public void productSum(
      float[] panel, int dimension, float[] user, float[] context, float[] logits, int at) {
    for (int item = 0; item < PackedItems.PANEL; item += 4 * LANES) {
      sumOfTwoByFour(panel, item, dimension, user, context, logits, at + item);
    }
  }

  private static void sumOfTwoByFour(
      float[] panel,
      int item,
      int dimension,
      float[] user,
      float[] context,
      float[] logits,
      int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    int p = item;
    for (int factor = 0; factor < dimension; factor++) {
      FloatVector i0 = FloatVector.fromArray(SPECIES, panel, p);
      FloatVector i1 = FloatVector.fromArray(SPECIES, panel, p + LANES);
      FloatVector i2 = FloatVector.fromArray(SPECIES, panel, p + 2 * LANES);
      FloatVector i3 = FloatVector.fromArray(SPECIES, panel, p + 3 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, user[factor]);
      a0 = a.fma(i0, a0);
      a1 = a.fma(i1, a1);
      a2 = a.fma(i2, a2);
      a3 = a.fma(i3, a3);
      FloatVector b = FloatVector.broadcast(SPECIES, context[factor]);
      b0 = b.fma(i0, b0);
      b1 = b.fma(i1, b1);
      b2 = b.fma(i2, b2);
      b3 = b.fma(i3, b3);
      p += PackedItems.PANEL;
    }
    a0.add(b0).intoArray(logits, at);
    a1.add(b1).intoArray(logits, at + LANES);
    a2.add(b2).intoArray(logits, at + 2 * LANES);
    a3.add(b3).intoArray(logits, at + 3 * LANES);
  }

  @Override
  public float expSum(float[] logits, int from, int count, float reference) {
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector shift = FloatVector.broadcast(SPECIES, reference);
    for (int i = from; i < from + count; i += LANES) {
      sum = sum.add(exponential(FloatVector.fromArray(SPECIES, logits, i).sub(shift)));
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  @Override
  public void exp(float[] logits, int from, int count, float reference, float[] powers, int at) {
    FloatVector shift = FloatVector.broadcast(SPECIES, reference);
    for (int i = 0; i < count; i += LANES) {
      exponential(FloatVector.fromArray(SPECIES, logits, from + i).sub(shift))
          .intoArray(powers, at + i);
    }
  }

  /** {@link Exponential#of}, lane by lane. */
  private static FloatVector exponential(FloatVector argument) {
    FloatVector x = argument.max(FloatVector.broadcast(SPECIES, MIN_EXPONENT));
    FloatVector k =
        x.fma(
            FloatVector.broadcast(SPECIES, Exponential.LOG2_E),
            FloatVector.broadcast(SPECIES, Exponential.MAGIC));
    FloatVector r =
        k.sub(FloatVector.broadcast(SPECIES, Exponential.MAGIC))
            .fma(FloatVector.broadcast(SPECIES, Exponential.MINUS_LN_2), x);
    FloatVector p =
        r.fma(
            FloatVector.broadcast(SPECIES, Exponential.C5),
            FloatVector.broadcast(SPECIES, Exponential.C4));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.C3));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.C2));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.C1));
    p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.C0));
    IntVector exponent = k.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return exponent.add(p.reinterpretAsInts()).reinterpretAsFloats();
  }

  @Override
  public int expSumAndAtLeast(
      float[] logits,
      int from,
      int count,
      float reference,
      float threshold,
      int[] hits,
      double[] sums,
      int at) {
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector shift = FloatVector.broadcast(SPECIES, reference);
    FloatVector least = FloatVector.broadcast(SPECIES, threshold);
    int found = 0;
    for (int i = 0; i < count; i += LANES) {
      FloatVector logit = FloatVector.fromArray(SPECIES, logits, from + i);
      sum = sum.add(exponential(logit.sub(shift)));
      if (logit.compare(VectorOperators.GE, least).anyTrue()) {
        for (int lane = i; lane < i + LANES; lane++) {
          hits[found] = lane;
          found += logits[from + lane] >= threshold ? 1 : 0;
        }
      }
    }
    sums[at] += sum.reduceLanes(VectorOperators.ADD);
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
    FloatVector least = FloatVector.broadcast(SPECIES, threshold);
    int found = 0;
    for (int i = 0; i < count; i += LANES) {
      if (FloatVector.fromArray(SPECIES, logits, from + i)
          .add(FloatVector.fromArray(SPECIES, addends, addend + i))
          .compare(VectorOperators.GE, least)
          .anyTrue()) {
        for (int lane = i; lane < i + LANES; lane++) {
          hits[found] = lane;
          found += logits[from + lane] + addends[addend + lane] >= threshold ? 1 : 0;
        }
      }
    }
    return found;
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
      fourPowersByTwo(
          powers, power, powerStride, factors, row, factorStride, count, sums, at + v, sumStride);
    }
  }

  private static void fourPowersByTwo(
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
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    for (int i = 0; i < count; i += LANES) {
      FloatVector f0 = FloatVector.fromArray(SPECIES, factors, factor + i);
      FloatVector f1 = FloatVector.fromArray(SPECIES, factors, factor + factorStride + i);
      int p = power + i;
      FloatVector a = FloatVector.fromArray(SPECIES, powers, p);
      a0 = a.fma(f0, a0);
      a1 = a.fma(f1, a1);
      FloatVector b = FloatVector.fromArray(SPECIES, powers, p + powerStride);
      b0 = b.fma(f0, b0);
      b1 = b.fma(f1, b1);
      FloatVector c = FloatVector.fromArray(SPECIES, powers, p + 2 * powerStride);
      c0 = c.fma(f0, c0);
      c1 = c.fma(f1, c1);
      FloatVector d = FloatVector.fromArray(SPECIES, powers, p + 3 * powerStride);
      d0 = d.fma(f0, d0);
      d1 = d.fma(f1, d1);
    }
    sums[at] += a0.reduceLanes(VectorOperators.ADD);
    sums[at + 1] += a1.reduceLanes(VectorOperators.ADD);
    sums[at + sumStride] += b0.reduceLanes(VectorOperators.ADD);
    sums[at + sumStride + 1] += b1.reduceLanes(VectorOperators.ADD);
    sums[at + 2 * sumStride] += c0.reduceLanes(VectorOperators.ADD);
    sums[at + 2 * sumStride + 1] += c1.reduceLanes(VectorOperators.ADD);
    sums[at + 3 * sumStride] += d0.reduceLanes(VectorOperators.ADD);
    sums[at + 3 * sumStride + 1] += d1.reduceLanes(VectorOperators.ADD);
  }
}
