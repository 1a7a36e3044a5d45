package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldInTest {
  private static final double ALPHA = 3;
  private static final double REGULARIZATION = 0.1;

  /** The gradient of the objective of Hu, Koren and Volinsky, term by term, must vanish. */
  @Test
  void theSolutionIsTheMinimumOfTheImplicitObjective() {
    Random random = new Random(5);
    int items = 30;
    int dimension = 6;
    float[][] rows = new float[items][dimension];
    for (float[] row : rows) {
      for (int factor = 0; factor < dimension; factor++) {
        row[factor] = (float) random.nextGaussian();
      }
    }
    int[] chosen = {3, 7, 20};
    float[] strength = {1, 2.5f, 1};
    float[] user =
        new FoldIn(EmbeddingMatrix.of(dimension, rows), ALPHA, REGULARIZATION)
            .solve(chosen, strength);
    double[] gradient = new double[dimension];
    for (int item = 0; item < items; item++) {
      double confidence = 1;
      double preference = 0;
      for (int i = 0; i < chosen.length; i++) {
        if (chosen[i] == item) {
          confidence += ALPHA * strength[i];
          preference = 1;
        }
      }
      double product = 0;
      for (int factor = 0; factor < dimension; factor++) {
        product += user[factor] * rows[item][factor];
      }
      for (int factor = 0; factor < dimension; factor++) {
        gradient[factor] += confidence * (product - preference) * rows[item][factor];
      }
    }
    for (int factor = 0; factor < dimension; factor++) {
      double slope = gradient[factor] + REGULARIZATION * chosen.length * user[factor];
      assertThat(slope).isCloseTo(0, within(1e-4));
    }
  }
}
