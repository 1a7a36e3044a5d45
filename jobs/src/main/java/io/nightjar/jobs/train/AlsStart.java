package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.SoftmaxTrainer;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Turns the factors of ALS into the start of maximum likelihood: root mean square norm 1.
 *
 * <p>The time of ALS grows with the cube of its factors, so that it is asked for some of many only:
 * a start of more dimensions gets small random numbers in the rest.
 */
final class AlsStart {
  /** Factors that ALS is asked for at most. */
  static final int MOST_FACTORS = 127;

  /** Of the random coordinates, in root mean squares of the others. */
  private static final float NOISE = 0.1f;

  private AlsStart() {}

  static SoftmaxTrainer.Start of(AlsTrainer.Factors factors, int users) {
    int width = factors.items().dimension();
    float[] ofUsers = new float[Math.multiplyExact(users, width)];
    // One block of MLlib's after the other, as plain arrays: a Row of a million users takes five
    // times the room.
    factors
        .users()
        .javaRDD()
        .mapPartitions(rows -> List.of(Block.of(rows, width)).iterator())
        .toLocalIterator()
        .forEachRemaining(block -> block.copyInto(ofUsers, width));
    float[] ofItems = new float[Math.multiplyExact(factors.items().rows(), width)];
    for (int item = 0; item < factors.items().rows(); item++) {
      System.arraycopy(factors.items().row(item), 0, ofItems, item * width, width);
    }
    return new SoftmaxTrainer.Start(normalized(ofUsers, width), normalized(ofItems, width), width);
  }

  /**
   * The same start in more dimensions.
   *
   * @param width coordinates, not fewer than those of {@code start}, which is given back when they
   *     are as many
   */
  static SoftmaxTrainer.Start widened(SoftmaxTrainer.Start start, int width, long seed) {
    if (start.width() == width) {
      return start;
    }
    SplittableRandom random = new SplittableRandom(seed);
    return new SoftmaxTrainer.Start(
        widened(start.users(), start.width(), width, random),
        widened(start.items(), start.width(), width, random),
        width);
  }

  private static float[] widened(float[] rows, int from, int to, SplittableRandom random) {
    int count = rows.length / from;
    float[] wide = new float[Math.multiplyExact(count, to)];
    // A uniform number between -a and a has the root mean square a / √3.
    double most = NOISE * Math.sqrt(3.0 / from);
    for (int row = 0; row < count; row++) {
      System.arraycopy(rows, row * from, wide, row * to, from);
      for (int i = row * to + from; i < (row + 1) * to; i++) {
        wide[i] = (float) (most * (2 * random.nextDouble() - 1));
      }
    }
    return wide;
  }

  /** Factors of some users, row by row. */
  private record Block(int[] users, float[] factors) implements Serializable {
    static Block of(Iterator<Row> rows, int width) {
      int[] users = new int[1024];
      float[] factors = new float[users.length * width];
      int count = 0;
      while (rows.hasNext()) {
        Row row = rows.next();
        if (count == users.length) {
          users = Arrays.copyOf(users, 2 * count);
          factors = Arrays.copyOf(factors, Math.multiplyExact(2 * count, width));
        }
        users[count] = row.getInt(0);
        Seq<Float> features = row.getSeq(1);
        for (int factor = 0; factor < width; factor++) {
          factors[count * width + factor] = features.apply(factor);
        }
        count++;
      }
      return new Block(Arrays.copyOf(users, count), Arrays.copyOf(factors, count * width));
    }

    void copyInto(float[] all, int width) {
      for (int i = 0; i < users.length; i++) {
        System.arraycopy(factors, i * width, all, users[i] * width, width);
      }
    }
  }

  private static float[] normalized(float[] rows, int width) {
    double squares = 0;
    for (float value : rows) {
      squares += (double) value * value;
    }
    if (squares > 0) {
      float factor = (float) (1 / Math.sqrt(squares * width / rows.length));
      for (int i = 0; i < rows.length; i++) {
        rows[i] *= factor;
      }
    }
    return rows;
  }
}
