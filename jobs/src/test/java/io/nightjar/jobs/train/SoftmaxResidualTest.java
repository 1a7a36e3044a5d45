package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoftmaxResidualTest {
  @Test
  void theResidualIsTheSlopeOfTheNegativeLogLikelihood() {
    double[] logits = {0.3, -1.2, 2.5, 0};
    double[] residual = logits.clone();
    double value = SoftmaxResidual.inPlace(residual, 4, 1);
    double step = 1e-6;
    for (int i = 0; i < 4; i++) {
      double[] moved = logits.clone();
      moved[i] += step;
      double slope = (SoftmaxResidual.inPlace(moved, 4, 1) - value) / step;
      assertThat(residual[i]).isCloseTo(slope, within(1e-5));
    }
    assertThat(Arrays.stream(residual).sum()).isCloseTo(0, within(1e-12));
  }

  @Test
  void anItemWithoutAChanceTakesNoPart() {
    double[] with = {1, 2, Double.NEGATIVE_INFINITY};
    double[] without = {1, 2};
    assertThat(SoftmaxResidual.inPlace(with, 3, 0))
        .isEqualTo(SoftmaxResidual.inPlace(without, 2, 0));
    assertThat(with[2]).isZero();
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    assertThat(SoftmaxResidual.inPlace(new double[] {5000, 0}, 2, 1)).isCloseTo(5000, within(1e-9));
  }
}
