package io.nightjar.jobs.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {
  /** With bias correction the first step is the learning rate, whatever the gradient's size. */
  @Test
  void theFirstStepIsTheLearningRateAgainstTheSignOfTheGradient() {
    float[] parameters = {1f, 1f, 1f};
    new Adam(3).step(parameters, new float[] {1e-3f, -5f, 0f}, 0, 0.1);
    assertThat(parameters[0]).isCloseTo(0.9f, within(1e-6f));
    assertThat(parameters[1]).isCloseTo(1.1f, within(1e-6f));
    assertThat(parameters[2]).isEqualTo(1f);
  }

  @Test
  void findsTheMinimumOfASquare() {
    float[] parameters = {3f};
    Adam adam = new Adam(1);
    for (int step = 0; step < 2000; step++) {
      adam.step(parameters, new float[] {parameters[0] - 1f}, 0, 0.05);
    }
    assertThat(parameters[0]).isCloseTo(1f, within(1e-2f));
  }

  @Test
  void aPriorPullsTowardsZero() {
    float[] parameters = {2f};
    Adam adam = new Adam(1);
    for (int step = 0; step < 2000; step++) {
      adam.step(parameters, new float[] {parameters[0] - 1f}, 1, 0.05);
    }
    assertThat(parameters[0]).isCloseTo(0.5f, within(1e-2f));
  }
}
