package io.nightjar.jobs.demo;

import java.util.SplittableRandom;

/**
 * Random draws that are the same on every JDK and machine. Mutable, not thread-safe.
 *
 * <p>Of {@link SplittableRandom} only {@code nextLong} is used, whose algorithm (SplitMix64) is
 * fixed; its bounded and Gaussian methods have changed between JDKs.
 */
final class SeededDraws {
  private static final double UNIT = 0x1p-53;

  private final SplittableRandom random;

  /**
   * A stream of draws.
   *
   * @param purpose tells apart the streams of one seed
   */
  SeededDraws(long seed, String purpose) {
    this.random = new SplittableRandom(seed ^ ((long) purpose.hashCode() << 32));
  }

  /** A number in [0, 1). */
  double uniform() {
    return (random.nextLong() >>> 11) * UNIT;
  }

  /** A number in [0, bound), for a positive bound. */
  int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** One of the elements. */
  String oneOf(String[] elements) {
    return elements[below(elements.length)];
  }

  /** A number of the standard normal distribution (Box and Muller, 1958). */
  double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** A position drawn with the probability of its share; the shares sum to 1. */
  int position(double[] shares) {
    double left = uniform();
    for (int i = 0; i < shares.length - 1; i++) {
      left -= shares[i];
      if (left < 0) {
        return i;
      }
    }
    return shares.length - 1;
  }

  /** The numbers 0 to count - 1 in random order (Fisher and Yates). */
  int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
