package io.nightjar.shared.vector;

import static io.nightjar.shared.vector.SimdLanes.LANES;
import static io.nightjar.shared.vector.SimdLanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Finds the greatest logit, and the few that reach a threshold: groups of four registers first,
 * then registers, then lanes, with branches only in the loops over what was found.
 *
 * <p>All by integers. A logit reaches the threshold when the sign bit of its difference is clear,
 * and signs of several registers are combined by one instruction; a float comparison of the Vector
 * API takes three in JDK 17, a float maximum seven.
 */
final class SimdSearch {
  private static final int GROUP = 4 * LANES;
  private static final int ALL_LANES = (1 << LANES) - 1;

  private static final IntVector BIT_OF_LANE = bitOfLane();

  private SimdSearch() {}

  static float max(float[] values, int from, int count) {
    IntVector a = ordered(values, from);
    IntVector b = ordered(values, from + LANES);
    IntVector c = ordered(values, from + 2 * LANES);
    IntVector d = ordered(values, from + 3 * LANES);
    for (int i = from + GROUP; i < from + count; i += GROUP) {
      a = a.max(ordered(values, i));
      b = b.max(ordered(values, i + LANES));
      c = c.max(ordered(values, i + 2 * LANES));
      d = d.max(ordered(values, i + 3 * LANES));
    }
    int max = a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX);
    return Float.intBitsToFloat(max ^ (max >> Integer.SIZE - 1 >>> 1));
  }

  /** Integers in the order of the floats: of negative ones all bits but the sign are turned. */
  private static IntVector ordered(float[] values, int at) {
    IntVector bits = FloatVector.fromArray(SPECIES, values, at).reinterpretAsInts();
    return bits.lanewise(
        VectorOperators.XOR,
        bits.lanewise(VectorOperators.ASHR, Integer.SIZE - 1).lanewise(VectorOperators.LSHR, 1));
  }

  private static IntVector bitOfLane() {
    int[] bits = new int[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      bits[lane] = 1 << lane;
    }
    return IntVector.fromArray(VectorSpecies.of(int.class, SPECIES.vectorShape()), bits, 0);
  }

  static int atLeast(float[] logits, int from, int count, float threshold, int[] hits) {
    int found = 0;
    for (int first = 0; first < count; first += Long.SIZE * GROUP) {
      int end = Math.min(count, first + Long.SIZE * GROUP);
      for (long left = groups(logits, from + first, end - first, threshold);
          left != 0;
          left &= left - 1) {
        int group = first + Long.numberOfTrailingZeros(left) * GROUP;
        found = collect(logits, from, group, threshold, hits, found);
      }
    }
    return found;
  }

  /** A bit for each group that has a hit. */
  private static long groups(float[] logits, int from, int count, float threshold) {
    FloatVector least = FloatVector.broadcast(SPECIES, threshold);
    long groups = 0;
    for (int i = 0; i < count; i += GROUP) {
      IntVector a = minus(logits, from + i, least);
      IntVector b = minus(logits, from + i + LANES, least);
      IntVector c = minus(logits, from + i + 2 * LANES, least);
      IntVector d = minus(logits, from + i + 3 * LANES, least);
      groups |= (long) bitOfAny(a.and(b).and(c.and(d))) << (i / GROUP);
    }
    return groups;
  }

  private static IntVector minus(float[] logits, int at, FloatVector least) {
    return FloatVector.fromArray(SPECIES, logits, at).sub(least).reinterpretAsInts();
  }

  private static int collect(
      float[] logits, int from, int group, float threshold, int[] hits, int found) {
    FloatVector least = FloatVector.broadcast(SPECIES, threshold);
    int registers = 0;
    for (int r = 0; r < 4; r++) {
      registers |= bitOfAny(minus(logits, from + group + r * LANES, least)) << r;
    }
    int next = found;
    for (; registers != 0; registers &= registers - 1) {
      int first = group + Integer.numberOfTrailingZeros(registers) * LANES;
      minus(logits, from + first, least)
          .lanewise(VectorOperators.ASHR, Integer.SIZE - 1)
          .and(BIT_OF_LANE)
          .intoArray(hits, next);
      next = add(first, hits, next);
    }
    return next;
  }

  /** 1 when a sign bit is clear, 0 when all are set. */
  private static int bitOfAny(IntVector signs) {
    return signs.compare(VectorOperators.GE, 0).anyTrue() ? 1 : 0;
  }

  private static int add(int first, int[] hits, int found) {
    int below = 0;
    for (int lane = 0; lane < LANES; lane++) {
      below |= hits[found + lane];
    }
    int next = found;
    for (int left = ~below & ALL_LANES; left != 0; left &= left - 1) {
      hits[next++] = first + Integer.numberOfTrailingZeros(left);
    }
    return next;
  }

  /** As {@link #atLeast}, of the sums of logits and addends. */
  static int sumAtLeast(
      float[] logits,
      int from,
      float[] addends,
      int addend,
      int count,
      float threshold,
      int[] hits) {
    int found = 0;
    for (int first = 0; first < count; first += Long.SIZE * GROUP) {
      int end = Math.min(count, first + Long.SIZE * GROUP);
      for (long left =
              groups(logits, from + first, addends, addend + first, end - first, threshold);
          left != 0;
          left &= left - 1) {
        int group = first + Long.numberOfTrailingZeros(left) * GROUP;
        found = collect(logits, from, addends, addend, group, threshold, hits, found);
      }
    }
    return found;
  }

  private static long groups(
      float[] logits, int from, float[] addends, int addend, int count, float threshold) {
    FloatVector least = FloatVector.broadcast(SPECIES, threshold);
    long groups = 0;
    for (int i = 0; i < count; i += GROUP) {
      IntVector a = minus(logits, from + i, addends, addend + i, least);
      IntVector b = minus(logits, from + i + LANES, addends, addend + i + LANES, least);
      IntVector c = minus(logits, from + i + 2 * LANES, addends, addend + i + 2 * LANES, least);
      IntVector d = minus(logits, from + i + 3 * LANES, addends, addend + i + 3 * LANES, least);
      groups |= (long) bitOfAny(a.and(b).and(c.and(d))) << (i / GROUP);
    }
    return groups;
  }

  private static IntVector minus(
      float[] logits, int at, float[] addends, int addend, FloatVector least) {
    return FloatVector.fromArray(SPECIES, logits, at)
        .add(FloatVector.fromArray(SPECIES, addends, addend))
        .sub(least)
        .reinterpretAsInts();
  }

  private static int collect(
      float[] logits,
      int from,
      float[] addends,
      int addend,
      int group,
      float threshold,
      int[] hits,
      int found) {
    FloatVector least = FloatVector.broadcast(SPECIES, threshold);
    int registers = 0;
    for (int r = 0; r < 4; r++) {
      int at = group + r * LANES;
      registers |= bitOfAny(minus(logits, from + at, addends, addend + at, least)) << r;
    }
    int next = found;
    for (; registers != 0; registers &= registers - 1) {
      int first = group + Integer.numberOfTrailingZeros(registers) * LANES;
      minus(logits, from + first, addends, addend + first, least)
          .lanewise(VectorOperators.ASHR, Integer.SIZE - 1)
          .and(BIT_OF_LANE)
          .intoArray(hits, next);
      next = add(first, hits, next);
    }
    return next;
  }
}
