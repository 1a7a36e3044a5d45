package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.softmax.SoftmaxSettings.Form;
import java.util.List;
import org.junit.jupiter.api.Test;

class TuningAxisTest {
  private static final Hyperparameters SPARSE = GivenHyperparameters.NONE.orDefaults(false, false);

  private static Trial trial(Hyperparameters hyperparameters, int bestEpoch) {
    return new Trial(hyperparameters, bestEpoch, null, new double[] {5, 4, 4.5}, 1);
  }

  @Test
  void triesTwiceAndHalfTheDimension() {
    List<Hyperparameters> options = TuningAxis.DIMENSION.from(trial(SPARSE, 20));
    assertThat(options).extracting(Hyperparameters::dimension).containsExactly(128, 32);
    assertThat(TuningAxis.DIMENSION.from(trial(SPARSE.with(d -> d.dimension = 256), 20)))
        .extracting(Hyperparameters::dimension)
        .containsExactly(128);
    assertThat(options).extracting(Hyperparameters::iterations).containsExactly(6, 12);
    assertThat(
            options
                .get(0)
                .with(
                    d -> {
                      d.dimension = 64;
                      d.iterations = 12;
                    }))
        .isEqualTo(SPARSE);
  }

  @Test
  void temperatureIsOfTheCosineFormAndPriorOfTheFreeOne() {
    Hyperparameters free = SPARSE.with(d -> d.form = Form.FREE);
    assertThat(TuningAxis.TEMPERATURE.from(trial(SPARSE, 20)))
        .extracting(Hyperparameters::temperature)
        .containsExactly(0.075, 0.1333);
    assertThat(TuningAxis.TEMPERATURE.from(trial(free, 20))).isEmpty();
    assertThat(TuningAxis.PRIOR.from(trial(SPARSE, 20))).isEmpty();
    assertThat(TuningAxis.PRIOR.from(trial(free, 20)))
        .extracting(Hyperparameters::prior)
        .containsExactly(0.9, 0.1);
  }

  @Test
  void eachFormHasALearningRateOfItsOwn() {
    Hyperparameters free = TuningAxis.FORM.from(trial(SPARSE, 20)).get(0);
    assertThat(free)
        .isEqualTo(
            new GivenHyperparameters(
                    null, null, null, null, Form.FREE, null, null, null, null, null, null, null)
                .orDefaults(false, false));
    assertThat(TuningAxis.FORM.from(trial(free, 20))).containsExactly(SPARSE);
  }

  @Test
  void whatIsGivenIsPutInAgain() {
    GivenHyperparameters given =
        new GivenHyperparameters(
            null, 9, null, null, null, null, null, null, null, null, 0.05, null);
    Hyperparameters kept = given.keptIn(SPARSE.with(d -> d.dimension = 128));
    assertThat(kept.iterations()).isEqualTo(9);
    assertThat(kept.learningRate()).isEqualTo(0.05);
    assertThat(kept.dimension()).isEqualTo(128);
    assertThat(GivenHyperparameters.NONE.keptIn(SPARSE)).isEqualTo(SPARSE);
  }

  @Test
  void moreEpochsAreTriedOnlyWhereTheLastWasTheBest() {
    assertThat(TuningAxis.LEARNING.from(trial(SPARSE, 20)))
        .extracting(Hyperparameters::epochs)
        .contains(40);
    assertThat(TuningAxis.LEARNING.from(trial(SPARSE, 6)))
        .extracting(Hyperparameters::epochs)
        .containsOnly(20);
  }

  @Test
  void staysWithinTheLimits() {
    assertThat(TuningAxis.SMOOTHING.from(trial(SPARSE.with(d -> d.smoothing = 0), 20)))
        .extracting(Hyperparameters::smoothing)
        .containsExactly(1);
    assertThat(TuningAxis.USER_POWER.from(trial(SPARSE.with(d -> d.userPower = 1), 20)))
        .extracting(Hyperparameters::userPower)
        .containsExactly(0.75);
  }

  @Test
  void rivalryIsVariedOnlyWhereItemsDoNotRepeat() {
    assertThat(rivalriesFrom(0)).containsExactly(0.15);
    assertThat(rivalriesFrom(0.15)).containsExactly(0.3, 0.075);
    assertThat(rivalriesFrom(0.0375)).containsExactly(0.075, 0.0);
    assertThat(rivalriesFrom(0.6)).containsExactly(1.0, 0.3);
    assertThat(rivalriesFrom(1)).isEmpty();
  }

  private static List<Double> rivalriesFrom(double rivalry) {
    return TuningAxis.RIVALRY.from(trial(SPARSE.with(d -> d.rivalry = rivalry), 20)).stream()
        .map(Hyperparameters::rivalry)
        .toList();
  }

  @Test
  void whatIsGivenIsNotVaried() {
    GivenHyperparameters given = GivenHyperparameters.small(16, 5, 7);
    assertThat(TuningAxis.DIMENSION.isFree(given)).isFalse();
    assertThat(TuningAxis.LEARNING.isFree(given)).isFalse();
    assertThat(TuningAxis.TEMPERATURE.isFree(given)).isTrue();
    for (TuningAxis axis : TuningAxis.values()) {
      assertThat(axis.isFree(GivenHyperparameters.NONE)).as(axis.name()).isTrue();
    }
  }

  @Test
  void aCurveThatEndedEarlyIsTakenAtItsLastEpoch() {
    assertThat(trial(SPARSE, 2).after(1)).isEqualTo(5);
    assertThat(trial(SPARSE, 2).after(9)).isEqualTo(4.5);
  }
}
