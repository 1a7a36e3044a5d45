package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemoWorldTest {
  private static final DemoWorld WORLD =
      DemoWorldGenerator.generate(new DemoConfig(20, 50, 1_000, 5));
  private static final Map<String, String> TV_EVENING =
      Map.of("DEVICE", "tv", "DAYPART", "evening");

  @Test
  void idsAreNumberedAndSortLikeNumbers() {
    assertThat(WORLD.userId(0)).isEqualTo("user-0001");
    assertThat(WORLD.itemId(49)).isEqualTo("film-0050");
    DemoWorld large = DemoWorldGenerator.generate(new DemoConfig(1, 10_000, 5, 5));
    assertThat(large.itemId(0)).isEqualTo("film-00001");
    assertThat(IntStream.range(0, large.items()).mapToObj(large::itemId)).isSorted();
  }

  @Test
  void scoresSumToOneInAnyContext() {
    for (Map<String, String> context :
        List.of(Map.<String, String>of(), Map.of("DEVICE", "web"), TV_EVENING)) {
      for (int user = 0; user < WORLD.users(); user++) {
        assertThat(Arrays.stream(WORLD.trueScores(user, context)).sum())
            .as("user %d in %s", user, context)
            .isCloseTo(1, within(1e-12));
      }
    }
  }

  @Test
  void scoresInAFullContextAreTheSoftmaxOfTheLogits() {
    double[] exps =
        IntStream.range(0, WORLD.items())
            .mapToDouble(item -> Math.exp(WORLD.trueLogit(3, item, TV_EVENING)))
            .toArray();
    double sum = Arrays.stream(exps).sum();
    double[] scores = WORLD.trueScores(3, TV_EVENING);
    for (int item = 0; item < WORLD.items(); item++) {
      assertThat(scores[item]).as("item %d", item).isCloseTo(exps[item] / sum, within(1e-12));
    }
  }

  @Test
  void aMissingFieldIsAveragedWithTheUsersHabits() {
    double[] expected = new double[WORLD.items()];
    double[] dayparts = WORLD.habits().dayparts(7);
    for (int position = 0; position < dayparts.length; position++) {
      String daypart = List.of(Daypart.values()).get(position).label();
      double[] scores = WORLD.trueScores(7, Map.of("DEVICE", "tv", "DAYPART", daypart));
      for (int item = 0; item < expected.length; item++) {
        expected[item] += dayparts[position] * scores[item];
      }
    }
    assertThat(WORLD.trueScores(7, Map.of("DEVICE", "tv")))
        .containsExactly(expected, within(1e-12));
  }

  @Test
  void fieldsAndValuesMustExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORLD.trueScores(0, Map.of("WEATHER", "rain")))
        .withMessage("no context field: 'WEATHER'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORLD.trueLogit(0, 0, Map.of("DEVICE", "radio")))
        .withMessage("no value of DEVICE: 'radio'");
  }

  @Test
  void filmsHaveOneToThreeGenres() {
    for (int item = 0; item < WORLD.items(); item++) {
      assertThat(WORLD.item(item).genres()).doesNotHaveDuplicates().hasSizeBetween(1, 3);
    }
  }

  @Test
  void mostFilmsAreOlderThanTheYear() {
    long older =
        IntStream.range(0, WORLD.items())
            .filter(item -> WORLD.item(item).created() < DemoCalendar.START)
            .count();
    assertThat(older).isEqualTo(38);
  }
}
