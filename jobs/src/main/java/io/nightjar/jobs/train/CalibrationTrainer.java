package io.nightjar.jobs.train;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.PackedItems;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Fits temperature and item bias by maximum likelihood of held-out interactions, so that softmax
 * scores are probabilities; raw products of ALS are not.
 *
 * <p>The bias of item i is κ · (mean user · y_i) + γ · log popularity_i + δ_i, with a Gaussian
 * prior on δ. The likelihood is that of known users and, with a small weight, that of the same
 * choices made by a user without a history: so the bias alone is a calibrated popularity.
 */
final class CalibrationTrainer {
  private static final double UNKNOWN_USER_WEIGHT = 0.1;
  private static final double DELTA_DEVIATION = 0.5;
  private static final int SHARED = 3; // temperature, kappa, gamma

  private final JavaSparkContext context;

  CalibrationTrainer(JavaSparkContext context) {
    this.context = context;
  }

  /**
   * Fits.
   *
   * @param rows held-out interactions; user factors already centred; cached
   * @param count number of rows, positive
   * @param items item factors
   * @param mean mean of the user factors
   * @param popularity interactions of each item in the training data
   */
  Calibration fit(
      JavaRDD<HeldOut> rows, long count, EmbeddingMatrix items, float[] mean, long[] popularity) {
    int n = items.rows();
    double[] meanLogit = new double[n];
    double[] logPopularity = new double[n];
    for (int i = 0; i < n; i++) {
      meanLogit[i] = items.dot(i, mean);
      logPopularity[i] = Math.log(popularity[i] + 1.0);
    }
    double[] chosen = chosen(rows, n);
    Broadcast<PackedItems> packed = context.broadcast(PackedItems.inOrder(items));
    Objective objective =
        (point, gradient) -> {
          double[] bias = bias(point, meanLogit, logPopularity);
          double[] known = knownUsers(rows, packed, point[0], bias);
          double[] unknown = unknownUsers(bias, chosen, count);
          double share = (1 - UNKNOWN_USER_WEIGHT) / count;
          double value = share * known[0] + UNKNOWN_USER_WEIGHT / count * unknown[0];
          Arrays.fill(gradient, 0);
          gradient[0] = share * known[1];
          double prior = 1 / (DELTA_DEVIATION * DELTA_DEVIATION * count);
          for (int i = 0; i < n; i++) {
            double slope = share * known[2 + i] + UNKNOWN_USER_WEIGHT / count * unknown[1 + i];
            double delta = point[SHARED + i];
            gradient[1] += slope * meanLogit[i];
            gradient[2] += slope * logPopularity[i];
            gradient[SHARED + i] = slope + prior * delta;
            value += 0.5 * prior * delta * delta;
          }
          return value;
        };
    double[] start = new double[SHARED + n];
    start[0] = 5;
    start[1] = 5;
    start[2] = 0.3;
    Lbfgs.Minimum minimum = new Lbfgs(60, 1e-5).minimize(objective, start);
    double[] bias = bias(minimum.point(), meanLogit, logPopularity);
    double nll = knownUsers(rows, packed, minimum.point()[0], bias)[0] / count;
    packed.destroy();
    return new Calibration(minimum.point()[0], bias, nll, minimum.iterations());
  }

  private static double[] bias(double[] point, double[] meanLogit, double[] logPopularity) {
    double[] bias = new double[meanLogit.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = point[1] * meanLogit[i] + point[2] * logPopularity[i] + point[SHARED + i];
    }
    return bias;
  }

  private static double[] chosen(JavaRDD<HeldOut> rows, int items) {
    List<double[]> counts =
        rows.mapPartitions(
                part -> {
                  double[] count = new double[items];
                  part.forEachRemaining(row -> count[row.item()]++);
                  return List.of(count).iterator();
                })
            .collect();
    double[] sum = new double[items];
    counts.forEach(count -> addTo(sum, count));
    return sum;
  }

  /** Sum over rows of: the negative log-likelihood, its slope in temperature, and in each bias. */
  private double[] knownUsers(
      JavaRDD<HeldOut> rows, Broadcast<PackedItems> packed, double temperature, double[] bias) {
    Broadcast<double[]> biases = context.broadcast(bias);
    double[] sums =
        rows.mapPartitions(
                part -> List.of(sums(part, packed.value(), temperature, biases.value())).iterator())
            .treeReduce(CalibrationTrainer::addTo);
    biases.destroy();
    return sums;
  }

  private static double[] sums(
      Iterator<HeldOut> part, PackedItems items, double temperature, double[] bias) {
    int n = items.items();
    double[] sums = new double[2 + n];
    float[] dots = new float[items.paddedItems()];
    double[] residual = new double[n];
    while (part.hasNext()) {
      HeldOut row = part.next();
      items.logits(row.user(), dots);
      for (int i = 0; i < n; i++) {
        residual[i] = temperature * dots[i] + bias[i];
      }
      for (int item : row.seen()) {
        if (item != row.item()) {
          residual[item] = Double.NEGATIVE_INFINITY;
        }
      }
      sums[0] += SoftmaxResidual.inPlace(residual, n, row.item());
      double slope = 0;
      for (int i = 0; i < n; i++) {
        slope += residual[i] * dots[i];
        sums[2 + i] += residual[i];
      }
      sums[1] += slope;
    }
    return sums;
  }

  /** The same for the same choices made by users without a history: value, then each bias. */
  private static double[] unknownUsers(double[] bias, double[] chosen, long count) {
    int n = bias.length;
    double max = Arrays.stream(bias).max().orElse(0);
    double sum = 0;
    for (double b : bias) {
      sum += Math.exp(b - max);
    }
    double logPartition = max + Math.log(sum);
    double[] result = new double[1 + n];
    for (int i = 0; i < n; i++) {
      result[0] += chosen[i] * (logPartition - bias[i]);
      result[1 + i] = count * Math.exp(bias[i] - logPartition) - chosen[i];
    }
    return result;
  }

  private static double[] addTo(double[] sum, double[] other) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }
}
