package io.nightjar.jobs.evaluate;

import java.io.Serializable;

/**
 * Sums of {@link Measures} over users, and the same sums in each bootstrap sample. Mutable, merged
 * across tasks.
 */
final class SampledSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] sums = new double[Measures.SUMS];

  /** By sum, then sample; null while all are zero. */
  private final double[][] samples = new double[Measures.SUMS][];

  /** Adds what one user's queries came to. */
  void add(double[] user, double[] weights) {
    for (int sum = 0; sum < sums.length; sum++) {
      double value = user[sum];
      if (value != 0) {
        sums[sum] += value;
        double[] row = samples[sum];
        if (row == null) {
          row = new double[weights.length];
          samples[sum] = row;
        }
        for (int sample = 0; sample < weights.length; sample++) {
          row[sample] += weights[sample] * value;
        }
      }
    }
  }

  void merge(SampledSums other) {
    for (int sum = 0; sum < sums.length; sum++) {
      sums[sum] += other.sums[sum];
      if (samples[sum] == null) {
        samples[sum] = other.samples[sum];
      } else if (other.samples[sum] != null) {
        for (int sample = 0; sample < samples[sum].length; sample++) {
          samples[sum][sample] += other.samples[sum][sample];
        }
      }
    }
  }

  /** The sums over all users. Read only. */
  double[] sums() {
    return sums;
  }

  /** Metrics by name, then sample. */
  double[][] sampledValues() {
    double[][] values = new double[Measures.NAMES.size()][BootstrapWeights.SAMPLES];
    double[] sample = new double[sums.length];
    for (int s = 0; s < BootstrapWeights.SAMPLES; s++) {
      for (int sum = 0; sum < sums.length; sum++) {
        sample[sum] = samples[sum] == null ? 0 : samples[sum][s];
      }
      double[] metrics = Measures.values(sample);
      for (int metric = 0; metric < metrics.length; metric++) {
        values[metric][s] = metrics[metric];
      }
    }
    return values;
  }
}
