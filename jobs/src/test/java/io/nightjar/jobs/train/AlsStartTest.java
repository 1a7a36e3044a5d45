package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.softmax.SoftmaxTrainer;
import org.junit.jupiter.api.Test;

class AlsStartTest {
  private static final SoftmaxTrainer.Start NARROW =
      new SoftmaxTrainer.Start(new float[] {1, 0, 0, 1, 1, 0}, new float[] {0, 1, 1, 0}, 2);

  @Test
  void moreDimensionsAreSmallNumbersBehindTheFactors() {
    SoftmaxTrainer.Start wide = AlsStart.widened(NARROW, 5, 3);
    assertThat(wide.width()).isEqualTo(5);
    assertThat(wide.users()).hasSize(15);
    assertThat(wide.items()).hasSize(10);
    for (int row = 0; row < 3; row++) {
      assertThat(wide.users()[5 * row]).isEqualTo(NARROW.users()[2 * row]);
      assertThat(wide.users()[5 * row + 1]).isEqualTo(NARROW.users()[2 * row + 1]);
      for (int i = 2; i < 5; i++) {
        assertThat(Math.abs(wide.users()[5 * row + i])).isBetween(1e-9f, 0.13f);
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameNumbers() {
    SoftmaxTrainer.Start wide = AlsStart.widened(NARROW, 4, 3);
    assertThat(AlsStart.widened(NARROW, 4, 3).items()).isEqualTo(wide.items());
    assertThat(AlsStart.widened(NARROW, 4, 4).items()).isNotEqualTo(wide.items());
  }

  @Test
  void asManyDimensionsAsFactorsAreTheFactors() {
    assertThat(AlsStart.widened(NARROW, 2, 3)).isSameAs(NARROW);
  }

  @Test
  void alsIsNotAskedForMoreFactorsThanPay() {
    Hyperparameters defaults = GivenHyperparameters.small(256, 1, 1).orDefaults(false, false);
    assertThat(defaults.als(1).factors()).isEqualTo(AlsStart.MOST_FACTORS);
    assertThat(defaults.with(d -> d.dimension = 32).als(1).factors()).isEqualTo(31);
  }
}
