package io.nightjar.jobs.evaluate;

import java.util.Arrays;

/**
 * How often each user occurs in each bootstrap sample: Poisson numbers of mean 1, drawn from the
 * user's id and a seed. That is the bootstrap in one pass over users who lie anywhere (Chamandy,
 * Muralidharan, Najmi, Naidu: Estimating uncertainty for massive data streams, 2012), and the same
 * user has the same weights on every machine and in every ranking, so that differences are paired.
 */
final class BootstrapWeights {
  /** Samples. */
  static final int SAMPLES = 500;

  private static final double[] CUMULATIVE = cumulative();

  private final long seed;

  BootstrapWeights(long seed) {
    this.seed = seed;
  }

  private static double[] cumulative() {
    double[] cumulative = new double[12];
    double probability = Math.exp(-1);
    double sum = 0;
    for (int n = 0; n < cumulative.length; n++) {
      sum += probability;
      cumulative[n] = sum;
      probability /= n + 1;
    }
    return cumulative;
  }

  /** Writes the weights of a user, one for each sample. */
  void of(String user, double[] weights) {
    long state = mix(seed);
    for (int i = 0; i < user.length(); i++) {
      state = mix(state ^ user.charAt(i));
    }
    for (int sample = 0; sample < weights.length; sample++) {
      // SplitMix64: Steele, Lea, Flood, OOPSLA 2014.
      state += 0x9E3779B97F4A7C15L;
      weights[sample] = poisson((mix(state) >>> 11) * 0x1p-53);
    }
  }

  private static int poisson(double uniform) {
    int n = 0;
    while (n < CUMULATIVE.length && uniform >= CUMULATIVE[n]) {
      n++;
    }
    return n;
  }

  private static long mix(long state) {
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * The middle 95 % of a statistic over the samples.
   *
   * @return lower and upper bound, interpolated between neighbours; null when fewer than half of
   *     the samples have a value
   */
  static double[] interval(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    if (sorted.length < Math.max(2, values.length / 2)) {
      return null;
    }
    return new double[] {quantile(sorted, 0.025), quantile(sorted, 0.975)};
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    double next = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (next - sorted[below]);
  }
}
