package io.nightjar.jobs.metadata;

import java.util.stream.IntStream;

/**
 * Ridge regression of many targets at once on sparse features that are 0 or 1: the G that minimises
 * Σ weight · |target − Σ of the G of the row's features|² + λ |G|².
 *
 * <p>Implementation note: conjugate gradients on the normal equations, one step size for each
 * target (Golub, Van Loan, "Matrix Computations", section 11.3).
 */
final class Ridge {
  private static final int MOST_STEPS = 100;
  private static final double GOOD = 1e-4;

  private final int[][] rows;
  private final double[] weights;
  private final int features;
  private final int targets;

  /**
   * A regression.
   *
   * @param rows features of each row
   * @param weights of the rows, 0 for those that say nothing
   */
  Ridge(int[][] rows, double[] weights, int features, int targets) {
    this.rows = rows;
    this.weights = weights;
    this.features = features;
    this.targets = targets;
  }

  /**
   * Solves.
   *
   * @param values targets of each row, rows × targets
   * @return coefficients, features × targets
   */
  double[][] solve(double[][] values, double lambda) {
    double[][] residual = transposed(values);
    double[][] solution = new double[features][targets];
    double[][] direction = copy(residual);
    double[] squares = dots(residual, residual);
    double[] enough = new double[targets];
    for (int target = 0; target < targets; target++) {
      enough[target] = GOOD * GOOD * squares[target];
    }
    for (int step = 0; step < MOST_STEPS && !below(squares, enough); step++) {
      double[][] image = transposed(predicted(direction));
      for (int feature = 0; feature < features; feature++) {
        for (int target = 0; target < targets; target++) {
          image[feature][target] += lambda * direction[feature][target];
        }
      }
      double[] curvature = dots(direction, image);
      double[] length = ratio(squares, curvature);
      for (int feature = 0; feature < features; feature++) {
        for (int target = 0; target < targets; target++) {
          solution[feature][target] += length[target] * direction[feature][target];
          residual[feature][target] -= length[target] * image[feature][target];
        }
      }
      double[] next = dots(residual, residual);
      double[] kept = ratio(next, squares);
      for (int feature = 0; feature < features; feature++) {
        for (int target = 0; target < targets; target++) {
          direction[feature][target] =
              residual[feature][target] + kept[target] * direction[feature][target];
        }
      }
      squares = next;
    }
    return solution;
  }

  /** What coefficients say of each row. */
  double[][] predicted(double[][] coefficients) {
    double[][] predicted = new double[rows.length][targets];
    IntStream.range(0, rows.length)
        .parallel()
        .forEach(
            row -> {
              for (int feature : rows[row]) {
                for (int target = 0; target < targets; target++) {
                  predicted[row][target] += coefficients[feature][target];
                }
              }
            });
    return predicted;
  }

  /** Xᵀ D values. */
  private double[][] transposed(double[][] values) {
    double[][] sums = new double[features][targets];
    for (int row = 0; row < rows.length; row++) {
      if (weights[row] == 0) {
        continue;
      }
      for (int feature : rows[row]) {
        for (int target = 0; target < targets; target++) {
          sums[feature][target] += weights[row] * values[row][target];
        }
      }
    }
    return sums;
  }

  private double[] dots(double[][] left, double[][] right) {
    double[] sums = new double[targets];
    for (int feature = 0; feature < features; feature++) {
      for (int target = 0; target < targets; target++) {
        sums[target] += left[feature][target] * right[feature][target];
      }
    }
    return sums;
  }

  private static double[] ratio(double[] over, double[] under) {
    double[] ratio = new double[over.length];
    for (int i = 0; i < ratio.length; i++) {
      ratio[i] = under[i] > 0 ? over[i] / under[i] : 0;
    }
    return ratio;
  }

  private static boolean below(double[] values, double[] limits) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] > limits[i]) {
        return false;
      }
    }
    return true;
  }

  private static double[][] copy(double[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = rows[i].clone();
    }
    return copy;
  }
}
