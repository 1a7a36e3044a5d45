package io.nightjar.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapWeightsTest {
  @Test
  void weightsArePoissonOfMeanOneAndKnownByUserAndSeed() {
    BootstrapWeights weights = new BootstrapWeights(42);
    double[] row = new double[BootstrapWeights.SAMPLES];
    double sum = 0;
    double squares = 0;
    int zeros = 0;
    int count = 0;
    for (int user = 0; user < 400; user++) {
      weights.of("user" + user, row);
      for (double weight : row) {
        sum += weight;
        squares += weight * weight;
        zeros += weight == 0 ? 1 : 0;
        count++;
      }
    }
    assertThat(sum / count).isCloseTo(1, within(0.01));
    assertThat(squares / count - 1).isCloseTo(1, within(0.02));
    assertThat((double) zeros / count).isCloseTo(Math.exp(-1), within(0.005));

    double[] again = new double[row.length];
    new BootstrapWeights(42).of("user399", again);
    assertThat(again).isEqualTo(row);
    new BootstrapWeights(43).of("user399", again);
    assertThat(again).isNotEqualTo(row);
  }

  /** The mean of 200 users is 0.3 in truth; 95 % of the intervals should hold it. */
  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(7);
    int held = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      BootstrapWeights weights = new BootstrapWeights(round);
      SampledSums sums = new SampledSums();
      double[] row = new double[BootstrapWeights.SAMPLES];
      for (int user = 0; user < 200; user++) {
        double[] own = new double[Measures.SUMS];
        // Users with up to three queries: each a hit with the user's own probability.
        double taste = 0.6 * random.nextDouble();
        int queries = 1 + random.nextInt(3);
        for (int query = 0; query < queries; query++) {
          boolean[] hits = {random.nextDouble() < taste};
          Measures.add(own, hits, 1, 1, 1, new double[] {1});
        }
        weights.of("user" + user, row);
        sums.add(own, row);
      }
      int metric = Measures.NAMES.indexOf("hit_rate_at_5");
      double[] interval = BootstrapWeights.interval(sums.sampledValues()[metric]);
      held += interval[0] <= 0.3 && 0.3 <= interval[1] ? 1 : 0;
    }
    // 0.95 with a standard deviation of 0.011 over 400 rounds.
    assertThat((double) held / rounds).isBetween(0.91, 0.98);
  }

  @Test
  void intervalsInterpolateAndNeedSamples() {
    double[] values = new double[41];
    for (int i = 0; i < values.length; i++) {
      values[i] = 40 - i;
    }
    assertThat(BootstrapWeights.interval(values)).containsExactly(1.0, 39.0);
    assertThat(BootstrapWeights.interval(new double[] {1, Double.NaN, Double.NaN, Double.NaN}))
        .isNull();
  }
}
