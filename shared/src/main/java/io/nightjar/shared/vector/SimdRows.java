package io.nightjar.shared.vector;

import static io.nightjar.shared.vector.SimdLanes.LANES;
import static io.nightjar.shared.vector.SimdLanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Sums over rows that lie anywhere, as along the edges of a graph. */
final class SimdRows {
  private SimdRows() {}

  /**
   * Four registers of columns at a time. Where they do not fit they overlap: a column that two
   * registers hold is computed and written twice, by the same chain.
   *
   * @param width not less than a register's lanes
   */
  static void combineChosen(
      float[] rows,
      int width,
      int[] chosen,
      float[] weights,
      int from,
      int to,
      float[] sums,
      int at) {
    int last = width - LANES;
    for (int column = 0; column < width; column += 4 * LANES) {
      int c0 = Math.min(column, last);
      int c1 = Math.min(column + LANES, last);
      int c2 = Math.min(column + 2 * LANES, last);
      int c3 = Math.min(column + 3 * LANES, last);
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int j = from; j < to; j++) {
        int row = chosen[j] * width;
        FloatVector weight = FloatVector.broadcast(SPECIES, weights[j]);
        s0 = weight.fma(FloatVector.fromArray(SPECIES, rows, row + c0), s0);
        s1 = weight.fma(FloatVector.fromArray(SPECIES, rows, row + c1), s1);
        s2 = weight.fma(FloatVector.fromArray(SPECIES, rows, row + c2), s2);
        s3 = weight.fma(FloatVector.fromArray(SPECIES, rows, row + c3), s3);
      }
      s0.intoArray(sums, at + c0);
      s1.intoArray(sums, at + c1);
      s2.intoArray(sums, at + c2);
      s3.intoArray(sums, at + c3);
    }
  }
}
