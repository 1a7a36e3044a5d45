package io.nightjar.jobs.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeTest {
  /**
   * By hand: one feature in two rows of weight 1 and 3 with targets 2 and 6, λ = 1: (1·2 + 3·6) /
   * (1 + 3 + 1) = 4.
   */
  @Test
  void oneFeatureByHand() {
    Ridge ridge = new Ridge(new int[][] {{0}, {0}}, new double[] {1, 3}, 1, 1);
    double[][] solved = ridge.solve(new double[][] {{2}, {6}}, 1);
    assertThat(solved[0][0]).isCloseTo(4, within(1e-9));
    assertThat(ridge.predicted(solved)[1][0]).isCloseTo(4, within(1e-9));
  }

  /**
   * By hand: rows {0}, {0, 1} with targets 1 and 3, λ = 1. Normal equations 3a + b = 4, a + 2b = 3:
   * a = b = 1.
   */
  @Test
  void twoFeaturesAndTwoTargetsByHand() {
    Ridge ridge = new Ridge(new int[][] {{0}, {0, 1}}, new double[] {1, 1}, 2, 2);
    double[][] solved = ridge.solve(new double[][] {{1, -2}, {3, -6}}, 1);
    assertThat(solved[0][0]).isCloseTo(1, within(1e-9));
    assertThat(solved[1][0]).isCloseTo(1, within(1e-9));
    assertThat(solved[0][1]).isCloseTo(-2, within(1e-9));
    assertThat(solved[1][1]).isCloseTo(-2, within(1e-9));
  }

  @Test
  void findsWhatWasPlantedAndSaysHowMuchItExplains() {
    SplittableRandom random = new SplittableRandom(5);
    int rows = 400;
    String[] genre = new String[rows];
    double[][] vectors = new double[rows][3];
    double[] interactions = new double[rows];
    for (int row = 0; row < rows; row++) {
      int kind = random.nextInt(4);
      genre[row] = "genre " + kind;
      for (int i = 0; i < 3; i++) {
        vectors[row][i] = (kind == i ? 2 : 0) + 0.3 * (random.nextDouble() - 0.5);
      }
      interactions[row] = row % 10 == 0 ? 0 : 20;
    }
    MetadataPrior prior = MetadataPrior.of(Map.of("genre", genre), vectors, interactions);
    assertThat(prior.explained()).isBetween(0.95, 1.0);
    assertThat(prior.names()).hasSize(5);
    for (int row = 0; row < rows; row += 10) {
      for (int i = 0; i < 3; i++) {
        assertThat(prior.predicted()[row][i]).isCloseTo(vectors[row][i], within(0.3));
      }
    }
  }

  @Test
  void noiseExplainsNothing() {
    SplittableRandom random = new SplittableRandom(6);
    int rows = 300;
    String[] colour = new String[rows];
    double[][] vectors = new double[rows][2];
    double[] interactions = new double[rows];
    for (int row = 0; row < rows; row++) {
      colour[row] = "colour " + random.nextInt(6);
      vectors[row][0] = random.nextDouble() - 0.5;
      vectors[row][1] = 1 + random.nextDouble();
      interactions[row] = 10;
    }
    MetadataPrior prior = MetadataPrior.of(Map.of("colour", colour), vectors, interactions);
    assertThat(prior.explained()).isBetween(-0.1, 0.1);
    assertThat(prior.predicted()[0][1]).isCloseTo(1.5, within(0.2));
  }
}
