package io.nightjar.jobs.train;

import dev.ludovic.netlib.lapack.LAPACK;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.io.Serializable;
import org.netlib.util.intW;

/**
 * Solves the factors of one user from all the user's pairs, items fixed: the user half of an ALS
 * sweep, with MLlib's objective. Used to give users their newest interactions back, which ALS did
 * not see because temperature and bias were fitted on them.
 *
 * <p>Implementation note: the normal equations (YᵀY + α Σ r y yᵀ + λ n I) x = Σ (1 + α r) y of Hu,
 * Koren, Volinsky (ICDM 2008), n being the number of pairs as in MLlib, by packed Cholesky.
 */
final class FoldIn implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EmbeddingMatrix items;
  private final double[] gram; // upper triangle, packed by columns
  private final double alpha;
  private final double regularization;

  FoldIn(EmbeddingMatrix items, double alpha, double regularization) {
    this.items = items;
    this.alpha = alpha;
    this.regularization = regularization;
    this.gram = new double[packedLength(items.dimension())];
    for (int item = 0; item < items.rows(); item++) {
      addSquare(gram, item, 1);
    }
  }

  private static int packedLength(int dimension) {
    return dimension * (dimension + 1) / 2;
  }

  private void addSquare(double[] matrix, int item, double weight) {
    int at = 0;
    for (int column = 0; column < items.dimension(); column++) {
      double scaled = weight * items.value(item, column);
      for (int row = 0; row <= column; row++) {
        matrix[at++] += scaled * items.value(item, row);
      }
    }
  }

  /**
   * Factors of one user.
   *
   * @param chosen ordinals of the user's items, each once
   * @param strength how much each pair counts
   */
  float[] solve(int[] chosen, float[] strength) {
    int dimension = items.dimension();
    double[] matrix = gram.clone();
    double[] right = new double[dimension];
    for (int i = 0; i < chosen.length; i++) {
      double confidence = alpha * strength[i];
      addSquare(matrix, chosen[i], confidence);
      items.addScaledRow(chosen[i], 1 + confidence, right);
    }
    int diagonal = 0;
    for (int column = 0; column < dimension; column++) {
      matrix[diagonal] += regularization * Math.max(1, chosen.length);
      diagonal += column + 2;
    }
    intW info = new intW(0);
    LAPACK.getInstance().dppsv("U", dimension, 1, matrix, right, dimension, info);
    if (info.val != 0) {
      throw new IllegalStateException("normal equations of a user are singular: " + info.val);
    }
    float[] factors = new float[dimension];
    for (int factor = 0; factor < dimension; factor++) {
      factors[factor] = (float) right[factor];
    }
    return factors;
  }
}
