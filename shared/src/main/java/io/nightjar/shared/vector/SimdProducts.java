package io.nightjar.shared.vector;

import static io.nightjar.shared.vector.SimdLanes.LANES;
import static io.nightjar.shared.vector.SimdLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Logits in register tiles: lanes run across items, one chain of multiply-adds in each lane. */
final class SimdProducts {
  private SimdProducts() {}

  static void fourByFour(
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
    int factor = 0;
    do {
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
      q += Kernel.QUAD;
      factor++;
    } while (factor < dimension);
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

  static void fourByTwo(
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
    int factor = 0;
    do {
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
      q += Kernel.QUAD;
      factor++;
    } while (factor < dimension);
    a0.intoArray(logits, at);
    a1.intoArray(logits, at + LANES);
    b0.intoArray(logits, at + stride);
    b1.intoArray(logits, at + stride + LANES);
    c0.intoArray(logits, at + 2 * stride);
    c1.intoArray(logits, at + 2 * stride + LANES);
    d0.intoArray(logits, at + 3 * stride);
    d1.intoArray(logits, at + 3 * stride + LANES);
  }

  static void oneByFour(
      float[] panel, int item, int dimension, float[] query, float[] logits, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    int p = item;
    int factor = 0;
    do {
      FloatVector a = FloatVector.broadcast(SPECIES, query[factor]);
      a0 = a.fma(FloatVector.fromArray(SPECIES, panel, p), a0);
      a1 = a.fma(FloatVector.fromArray(SPECIES, panel, p + LANES), a1);
      a2 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 2 * LANES), a2);
      a3 = a.fma(FloatVector.fromArray(SPECIES, panel, p + 3 * LANES), a3);
      p += PackedItems.PANEL;
      factor++;
    } while (factor < dimension);
    a0.intoArray(logits, at);
    a1.intoArray(logits, at + LANES);
    a2.intoArray(logits, at + 2 * LANES);
    a3.intoArray(logits, at + 3 * LANES);
  }

  static void oneByEight(
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
    int factor = 0;
    do {
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
      factor++;
    } while (factor < dimension);
    a0.intoArray(logits, at);
    a1.intoArray(logits, at + LANES);
    a2.intoArray(logits, at + 2 * LANES);
    a3.intoArray(logits, at + 3 * LANES);
    a4.intoArray(logits, at + 4 * LANES);
    a5.intoArray(logits, at + 5 * LANES);
    a6.intoArray(logits, at + 6 * LANES);
    a7.intoArray(logits, at + 7 * LANES);
  }

  static void sumOfTwoByFour(
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
    int factor = 0;
    do {
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
      factor++;
    } while (factor < dimension);
    a0.add(b0).intoArray(logits, at);
    a1.add(b1).intoArray(logits, at + LANES);
    a2.add(b2).intoArray(logits, at + 2 * LANES);
    a3.add(b3).intoArray(logits, at + 3 * LANES);
  }
}
