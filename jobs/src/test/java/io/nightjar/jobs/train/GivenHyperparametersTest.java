package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.softmax.SoftmaxSettings.Form;
import org.junit.jupiter.api.Test;

class GivenHyperparametersTest {
  @Test
  void gapsAreFilledAfterTheDensityOfTheData() {
    Hyperparameters sparse = GivenHyperparameters.NONE.orDefaults(false, false);
    Hyperparameters dense = GivenHyperparameters.NONE.orDefaults(true, false);
    assertThat(sparse.alpha()).isEqualTo(40);
    assertThat(sparse.regularization()).isEqualTo(1);
    assertThat(dense.alpha()).isEqualTo(3);
    assertThat(dense.regularization()).isEqualTo(0.1);
    assertThat(sparse.dimension()).isEqualTo(64);
    assertThat(GivenHyperparameters.small(8, 5, 7).orDefaults(true, false).dimension())
        .isEqualTo(8);
  }

  @Test
  void ownItemsCompeteALittleWhereThereIsContext() {
    Hyperparameters plain = GivenHyperparameters.NONE.orDefaults(true, false);
    Hyperparameters contextual = GivenHyperparameters.NONE.orDefaults(true, true);
    assertThat(plain.rivalry()).isZero();
    assertThat(plain.userPower()).isEqualTo(0.5);
    assertThat(contextual.rivalry()).isEqualTo(0.15);
    assertThat(contextual.userPower()).isEqualTo(1);
    assertThat(contextual.form()).isEqualTo(Form.COSINE);
  }

  @Test
  void namesTheFlagTheRuleAndTheValue() {
    assertThatThrownBy(() -> GivenHyperparameters.small(1, 5, 7))
        .hasMessage("--dimension must be 2 to 1024: 1");
    assertThatThrownBy(() -> GivenHyperparameters.small(8, 0, 7))
        .hasMessage("--iterations must be 1 to 200: 0");
    assertThatThrownBy(() -> temperature(11.0))
        .hasMessage("--temperature must be above 0 and at most 10: 11.0");
    assertThatThrownBy(() -> temperature(Double.NaN))
        .hasMessage("--temperature must be above 0 and at most 10: NaN");
  }

  private static GivenHyperparameters temperature(double value) {
    return new GivenHyperparameters(
        null, null, null, null, null, null, value, null, null, null, null, null);
  }
}
