package io.nightjar.shared.vector;

import static io.nightjar.shared.vector.SimdLanes.LANES;
import static io.nightjar.shared.vector.SimdLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums over items and over rows in register tiles, for denominators and gradients.
 *
 * <p>Written out, because the compiler stops inlining our own methods, but not those of the Vector
 * API, where a method has grown large, and a vector that crosses a call is an object.
 */
final class SimdCombinations {
  private SimdCombinations() {}

  static void fourPowersByTwo(
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
    int i = 0;
    do {
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
      i += LANES;
    } while (i < count);
    sums[at] += a0.reduceLanes(VectorOperators.ADD);
    sums[at + 1] += a1.reduceLanes(VectorOperators.ADD);
    sums[at + sumStride] += b0.reduceLanes(VectorOperators.ADD);
    sums[at + sumStride + 1] += b1.reduceLanes(VectorOperators.ADD);
    sums[at + 2 * sumStride] += c0.reduceLanes(VectorOperators.ADD);
    sums[at + 2 * sumStride + 1] += c1.reduceLanes(VectorOperators.ADD);
    sums[at + 3 * sumStride] += d0.reduceLanes(VectorOperators.ADD);
    sums[at + 3 * sumStride + 1] += d1.reduceLanes(VectorOperators.ADD);
  }

  static void combineByFour(
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
    int r = row;
    int next = from;
    int j = 0;
    do {
      FloatVector r0 = FloatVector.fromArray(SPECIES, rows, r);
      FloatVector r1 = FloatVector.fromArray(SPECIES, rows, r + LANES);
      FloatVector r2 = FloatVector.fromArray(SPECIES, rows, r + 2 * LANES);
      FloatVector r3 = FloatVector.fromArray(SPECIES, rows, r + 3 * LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, coefficients[next]);
      a0 = a.fma(r0, a0);
      a1 = a.fma(r1, a1);
      a2 = a.fma(r2, a2);
      a3 = a.fma(r3, a3);
      FloatVector b = FloatVector.broadcast(SPECIES, coefficients[next + stride]);
      b0 = b.fma(r0, b0);
      b1 = b.fma(r1, b1);
      b2 = b.fma(r2, b2);
      b3 = b.fma(r3, b3);
      FloatVector c = FloatVector.broadcast(SPECIES, coefficients[next + 2 * stride]);
      c0 = c.fma(r0, c0);
      c1 = c.fma(r1, c1);
      c2 = c.fma(r2, c2);
      c3 = c.fma(r3, c3);
      FloatVector d = FloatVector.broadcast(SPECIES, coefficients[next + 3 * stride]);
      d0 = d.fma(r0, d0);
      d1 = d.fma(r1, d1);
      d2 = d.fma(r2, d2);
      d3 = d.fma(r3, d3);
      r += rowStride;
      next += step;
      j++;
    } while (j < count);
    int to = at;
    a0.add(FloatVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    a1.add(FloatVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
    a2.add(FloatVector.fromArray(SPECIES, sums, to + 2 * LANES)).intoArray(sums, to + 2 * LANES);
    a3.add(FloatVector.fromArray(SPECIES, sums, to + 3 * LANES)).intoArray(sums, to + 3 * LANES);
    to += sumStride;
    b0.add(FloatVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    b1.add(FloatVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
    b2.add(FloatVector.fromArray(SPECIES, sums, to + 2 * LANES)).intoArray(sums, to + 2 * LANES);
    b3.add(FloatVector.fromArray(SPECIES, sums, to + 3 * LANES)).intoArray(sums, to + 3 * LANES);
    to += sumStride;
    c0.add(FloatVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    c1.add(FloatVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
    c2.add(FloatVector.fromArray(SPECIES, sums, to + 2 * LANES)).intoArray(sums, to + 2 * LANES);
    c3.add(FloatVector.fromArray(SPECIES, sums, to + 3 * LANES)).intoArray(sums, to + 3 * LANES);
    to += sumStride;
    d0.add(FloatVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    d1.add(FloatVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
    d2.add(FloatVector.fromArray(SPECIES, sums, to + 2 * LANES)).intoArray(sums, to + 2 * LANES);
    d3.add(FloatVector.fromArray(SPECIES, sums, to + 3 * LANES)).intoArray(sums, to + 3 * LANES);
  }

  static void combineByTwo(
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
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector c0 = a0;
    FloatVector c1 = a0;
    FloatVector d0 = a0;
    FloatVector d1 = a0;
    int r = row;
    int next = from;
    int j = 0;
    do {
      FloatVector r0 = FloatVector.fromArray(SPECIES, rows, r);
      FloatVector r1 = FloatVector.fromArray(SPECIES, rows, r + LANES);
      FloatVector a = FloatVector.broadcast(SPECIES, coefficients[next]);
      a0 = a.fma(r0, a0);
      a1 = a.fma(r1, a1);
      FloatVector b = FloatVector.broadcast(SPECIES, coefficients[next + stride]);
      b0 = b.fma(r0, b0);
      b1 = b.fma(r1, b1);
      FloatVector c = FloatVector.broadcast(SPECIES, coefficients[next + 2 * stride]);
      c0 = c.fma(r0, c0);
      c1 = c.fma(r1, c1);
      FloatVector d = FloatVector.broadcast(SPECIES, coefficients[next + 3 * stride]);
      d0 = d.fma(r0, d0);
      d1 = d.fma(r1, d1);
      r += rowStride;
      next += step;
      j++;
    } while (j < count);
    int to = at;
    a0.add(FloatVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    a1.add(FloatVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
    to += sumStride;
    b0.add(FloatVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    b1.add(FloatVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
    to += sumStride;
    c0.add(FloatVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    c1.add(FloatVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
    to += sumStride;
    d0.add(FloatVector.fromArray(SPECIES, sums, to)).intoArray(sums, to);
    d1.add(FloatVector.fromArray(SPECIES, sums, to + LANES)).intoArray(sums, to + LANES);
  }
}
