package io.nightjar.jobs.interactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventRulesTest {
  private static void refuses(String message, String... weights) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventRules.of(null, null, Arrays.asList(weights)))
        .withMessage(message);
  }

  @Test
  void takesTypesWithTheirWeights() {
    EventRules rules = EventRules.of(null, 0.5, List.of("purchase=1", "a=b=0.25", "view=0"));
    assertThat(rules.weights()).containsEntry("purchase", 1.0).containsEntry("a=b", 0.25);
    assertThat(rules.weights().get("PURCHASE")).isEqualTo(1.0);
    assertThat(rules.columns()).containsExactly("EVENT_TYPE", "EVENT_VALUE");
    assertThat(EventRules.ALL.columns()).isEmpty();
  }

  @Test
  void refusesWhatIsNoWeight() {
    refuses("--event-weight must be TYPE=WEIGHT, as in purchase=1: 'purchase'", "purchase");
    refuses("--event-weight must be TYPE=WEIGHT, as in purchase=1: '=1'", "=1");
    refuses("--event-weight must name a type: ' '", " =1");
    refuses(
        "--event-weight must be TYPE=WEIGHT, WEIGHT a number from 0 to 1: 'view=much'",
        "view=much");
    refuses("--event-weight of view must be 0 to 1: 2.0", "view=2");
    refuses("--event-weight of view must be 0 to 1: -0.1", "view=-0.1");
    refuses("--event-weight of view must be 0 to 1: NaN", "view=NaN");
    refuses("--event-weight must name each type once: View", "view=1", "View=0.5");
    refuses("--event-weight must give one type more than 0: [buy, view]", "view=0", "buy=0");
    refuses(
        "--event-weight must name at most 10 types: 11",
        IntStream.range(0, 11).mapToObj(i -> "t" + i + "=1").toArray(String[]::new));
  }

  @Test
  void refusesRulesThatContradictOrSayNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventRules.of("view", null, List.of("view=1")))
        .withMessage(
            "--event-type and --event-weight exclude each other: a single type needs no weight");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventRules.of(" ", null, List.of()))
        .withMessage("--event-type must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventRules.of(null, Double.NaN, List.of()))
        .withMessage("--event-value-threshold must be a finite number: NaN");
  }

  @Test
  void areFoundAgainAmongTheArgumentsOfAModel() {
    List<String> arguments =
        List.of(
            "--store",
            "s",
            "--interactions=i.csv",
            "--event-weight",
            "purchase=1",
            "--column",
            "EVENT_TYPE=kind",
            "--event-weight=view=0.5",
            "--event-value-threshold",
            "0.3");
    assertThat(EventOptions.recordedIn(arguments))
        .isEqualTo(EventRules.of(null, 0.3, List.of("purchase=1", "view=0.5")));
    assertThat(EventOptions.recordedIn(List.of("--seed", "1", "--event-type", "view")))
        .isEqualTo(EventRules.of("view", null, List.of()));
    assertThat(EventOptions.recordedIn(List.of())).isEqualTo(EventRules.ALL);
  }
}
