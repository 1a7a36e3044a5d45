package io.nightjar.jobs.metadata;

import java.util.List;
import java.util.Map;

/**
 * What metadata say about vectors: those of rows that have learnt one are regressed on their
 * features, and every row gets what its features predict. How much the features are trusted (the λ
 * of {@link Ridge}) is what predicts best the vectors of a fifth of the rows from those of the
 * others.
 *
 * @param predicted for each row, rows × width
 * @param names of the features that were of use
 * @param lambda that was chosen
 * @param explained share of the variance of the vectors left out that is explained, around their
 *     mean; not above 1, below 0 if metadata only mislead
 */
public record MetadataPrior(
    double[][] predicted, List<String> names, double lambda, double explained) {
  private static final double[] LAMBDAS = {1, 3, 10, 30, 100, 300};
  private static final int FOLDS = 5;

  /** Interactions that make a learnt vector half as good as certain. */
  private static final double HALF_SURE = 5;

  /**
   * Regresses.
   *
   * @param columns by name the cell of each row, null where there is none
   * @param vectors of each row, as learnt
   * @param interactions of each row: those without any have learnt nothing, the more the surer
   */
  public static MetadataPrior of(
      Map<String, String[]> columns, double[][] vectors, double[] interactions) {
    boolean[] counts = new boolean[vectors.length];
    double[] weights = new double[vectors.length];
    for (int row = 0; row < counts.length; row++) {
      counts[row] = interactions[row] > 0;
      weights[row] = interactions[row] / (interactions[row] + HALF_SURE);
    }
    Features features = Features.of(vectors.length, columns, counts);
    int width = vectors.length == 0 ? 0 : vectors[0].length;
    double[] fitted = weights.clone();
    double[] left = new double[weights.length];
    for (int row = 0; row < weights.length; row++) {
      if (isLeftOut(row)) {
        left[row] = weights[row];
        fitted[row] = 0;
      }
    }
    Ridge cautious = new Ridge(features.ofRows(), fitted, features.names().size(), width);
    double bestError = Double.POSITIVE_INFINITY;
    double bestLambda = LAMBDAS[0];
    for (double lambda : LAMBDAS) {
      double error = error(cautious.predicted(cautious.solve(vectors, lambda)), vectors, left);
      if (error < bestError) {
        bestError = error;
        bestLambda = lambda;
      }
    }
    double variance = error(means(vectors, fitted), vectors, left);
    Ridge ridge = new Ridge(features.ofRows(), weights, features.names().size(), width);
    return new MetadataPrior(
        ridge.predicted(ridge.solve(vectors, bestLambda)),
        features.names(),
        bestLambda,
        variance > 0 ? 1 - bestError / variance : 0);
  }

  private static boolean isLeftOut(int row) {
    return Math.floorMod((row * 0x9E3779B9) >>> 8, FOLDS) == 0;
  }

  private static double[][] means(double[][] vectors, double[] weights) {
    double[] mean = new double[vectors.length == 0 ? 0 : vectors[0].length];
    double all = 0;
    for (int row = 0; row < vectors.length; row++) {
      all += weights[row];
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weights[row] * vectors[row][i];
      }
    }
    for (int i = 0; i < mean.length && all > 0; i++) {
      mean[i] /= all;
    }
    double[][] means = new double[vectors.length][];
    java.util.Arrays.fill(means, mean);
    return means;
  }

  private static double error(double[][] predicted, double[][] vectors, double[] weights) {
    double error = 0;
    for (int row = 0; row < vectors.length; row++) {
      for (int i = 0; i < vectors[row].length && weights[row] > 0; i++) {
        double difference = predicted[row][i] - vectors[row][i];
        error += weights[row] * difference * difference;
      }
    }
    return error;
  }
}
