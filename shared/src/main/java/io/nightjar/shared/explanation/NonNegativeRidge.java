package io.nightjar.shared.explanation;

/**
 * The a of least ½ aᵀ K a − bᵀ a + ½ λ |a|² among those without a value below zero. Stateless.
 *
 * <p>Implementation note: the active-set method of Lawson and Hanson (Solving Least Squares
 * Problems, 1974, chapter 23) on the normal equations, which λ keeps well away from singular; each
 * step solves for the coefficients that are not held at zero, by Cholesky's factorisation. It ends
 * at the solution, up to rounding. Coordinate descent is shorter, and needs many thousands of
 * rounds where there are more vectors than dimensions.
 */
final class NonNegativeRidge {
  /** Steps for each coefficient after which rounding must have set in. */
  private static final int STEPS = 10;

  private static final double TOLERANCE = 1e-12;

  private final double[][] products;
  private final double[] wanted;
  private final double ridge;
  private final double[] found;
  private final boolean[] free;

  private NonNegativeRidge(double[][] products, double[] wanted, double ridge) {
    this.products = products;
    this.wanted = wanted;
    this.ridge = ridge;
    this.found = new double[wanted.length];
    this.free = new boolean[wanted.length];
  }

  /**
   * Solves a problem.
   *
   * @param products K, symmetric, without negative eigenvalues
   * @param wanted b; 0 where the diagonal of K is
   * @param ridge λ, positive unless K is zero
   */
  static double[] solve(double[][] products, double[] wanted, double ridge) {
    NonNegativeRidge problem = new NonNegativeRidge(products, wanted, ridge);
    for (int step = 0; step < STEPS * wanted.length && problem.release(); step++) {
      while (!problem.moveToBest()) {
        // One more coefficient is held at zero each time.
      }
    }
    return problem.found;
  }

  /** Lets go of the held coefficient that gains most; false when none gains. */
  private boolean release() {
    int best = -1;
    double bestGain = 0;
    double scale = 0;
    for (int h = 0; h < wanted.length; h++) {
      scale = Math.max(scale, Math.abs(wanted[h]));
      if (!free[h]) {
        double gain = wanted[h];
        for (int other = 0; other < wanted.length; other++) {
          gain -= products[h][other] * found[other];
        }
        if (gain > bestGain) {
          bestGain = gain;
          best = h;
        }
      }
    }
    if (bestGain <= TOLERANCE * scale) {
      return false;
    }
    free[best] = true;
    return true;
  }

  /**
   * Goes from where it is to the best values of the free coefficients, or as far as none falls
   * below zero; then those that reached zero are held there.
   *
   * @return whether it got to the end
   */
  private boolean moveToBest() {
    double[] target = targets();
    double length = 1;
    int tightest = -1;
    for (int h = 0; h < found.length; h++) {
      if (free[h] && target[h] <= 0) {
        double reach = found[h] == 0 ? 0 : found[h] / (found[h] - target[h]);
        if (tightest < 0 || reach < length) {
          length = reach;
          tightest = h;
        }
      }
    }
    for (int h = 0; h < found.length; h++) {
      double reached = found[h] + length * (target[h] - found[h]);
      // Rounding must not keep the one that decides how far to go.
      free[h] &= h != tightest && reached > 0;
      found[h] = free[h] ? reached : 0;
    }
    return tightest < 0;
  }

  /** The best values of the free coefficients, 0 for the others. */
  private double[] targets() {
    int n = 0;
    int[] at = new int[found.length];
    for (int h = 0; h < found.length; h++) {
      if (free[h]) {
        at[n++] = h;
      }
    }
    double[][] lower = new double[n][n];
    double[] solution = new double[n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = products[at[row]][at[column]] + (row == column ? ridge : 0);
        for (int k = 0; k < column; k++) {
          sum -= lower[row][k] * lower[column][k];
        }
        lower[row][column] = row == column ? Math.sqrt(sum) : sum / lower[column][column];
      }
      double sum = wanted[at[row]];
      for (int k = 0; k < row; k++) {
        sum -= lower[row][k] * solution[k];
      }
      solution[row] = sum / lower[row][row];
    }
    double[] targets = new double[found.length];
    for (int row = n - 1; row >= 0; row--) {
      for (int k = row + 1; k < n; k++) {
        solution[row] -= lower[k][row] * solution[k];
      }
      solution[row] /= lower[row][row];
      targets[at[row]] = solution[row];
    }
    return targets;
  }
}
