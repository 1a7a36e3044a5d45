package io.nightjar.jobs.demo;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How much each user does: a few do very much, everyone does something. */
final class Activity {
  private static final double SPREAD = 1.0;

  private Activity() {}

  /**
   * Number of interactions of each user: the least that everyone has, and the others in proportion
   * to log-normal weights, largest remainders first.
   */
  static int[] draw(DemoConfig config, SeededDraws draws) {
    double[] weights = new double[config.users()];
    double sum = 0;
    for (int user = 0; user < weights.length; user++) {
      weights[user] = StrictMath.exp(SPREAD * draws.gaussian());
      sum += weights[user];
    }
    int toShare = config.interactions() - DemoConfig.MIN_INTERACTIONS_PER_USER * config.users();
    int[] counts = new int[config.users()];
    double[] remainders = new double[config.users()];
    int left = toShare;
    for (int user = 0; user < counts.length; user++) {
      double exact = toShare * (weights[user] / sum);
      int whole = (int) exact;
      remainders[user] = exact - whole;
      counts[user] = DemoConfig.MIN_INTERACTIONS_PER_USER + whole;
      left -= whole;
    }
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingDouble(user -> -remainders[user]))
        .limit(left)
        .forEach(user -> counts[user]++);
    return counts;
  }
}
