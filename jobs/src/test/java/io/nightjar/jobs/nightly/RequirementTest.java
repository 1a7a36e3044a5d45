package io.nightjar.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.jobs.evaluate.MetricsReport;
import io.nightjar.jobs.launch.JobRunner;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {
  private static final String NDCG = "normalized_discounted_cumulative_gain_at_10";

  /** The model has ndcg 0.2 and nll 5, the previous one 0.25 and 6, popularity 0.1 and 7. */
  @ParameterizedTest
  @CsvSource({
    "ndcg_at_10>=0.2, true",
    "ndcg_at_10>0.2, false",
    "NDCG_at_10 > .1999, true",
    "normalized_discounted_cumulative_gain_at_10<=0.2, true",
    "ndcg_at_10<0.2, false",
    "ndcg_at_10>=0.8*previous, true",
    "ndcg_at_10>=0.81 * previous, false",
    "ndcg_at_10>previous, false",
    "ndcg_at_10>=1.5*popularity, true",
    "nll<previous, true",
    "nll<=0.7*popularity, false",
    "nll < 5.01, true",
    "coverage>=0.1, false"
  })
  void holdsOrNot(String text, boolean holds) {
    assertThat(Requirement.parse(text).failure(report(true)).isEmpty()).isEqualTo(holds);
  }

  @Test
  void aFailureHasBothFigures() {
    assertThat(Requirement.parse("ndcg_at_10>=0.98*previous").failure(report(true)))
        .hasValue(
            "ndcg_at_10>=0.98*previous: the model has 0.200000, previous 0.250000, so the bound is"
                + " 0.245000");
    assertThat(Requirement.parse("nll<4").failure(report(true)))
        .hasValue("nll<4: the model has 5.00000");
  }

  @Test
  void withoutAPreviousModelARequirementOnItHolds() {
    assertThat(Requirement.parse("ndcg_at_10>=2*previous").failure(report(false))).isEmpty();
    assertThat(Requirement.parse("ndcg_at_10>=2").failure(report(false))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ndcg_at_10", "ndcg_at_10=1", ">=1", "ndcg_at_10>=", "ndcg_at_10=>1", "a b>1"})
  void anotherShapeIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requirement.parse(text))
        .withMessage("--require must be METRIC, then >=, >, <= or <, then a bound: '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nll<=best",
        "nll<=-1",
        "nll<=previous*0.9",
        "nll<=1*",
        "nll<=1e3",
        "nll<=1*uniform"
      })
  void anotherBoundIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requirement.parse(text))
        .withMessage(
            "--require must end with NUMBER, NUMBER*previous or NUMBER*popularity: '" + text + "'");
  }

  @Test
  void anUnknownMetricIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requirement.parse("ndcg_at_11>=1"))
        .withMessageContaining("--require must name one of the metrics mean_reciprocal_rank_at_25,")
        .withMessageContaining("coverage, ")
        .withMessageContaining("ndcg_at_10, ")
        .withMessageEndingWith(": 'ndcg_at_11>=1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requirement.parse("coverage>=popularity"))
        .withMessageContaining("popularity, which has none");
  }

  /** Exit code 2, and nothing is read: the interactions do not exist. */
  @Test
  void theCommandRefusesBeforeItReadsAnything() {
    String[] flags = {"--store", "nowhere", "--interactions", "nowhere.csv"};
    assertThat(error(flags, "--campaign", "home", "--require", "ndcg>=1"))
        .startsWith("2 nightjar nightly: --require must name one of the metrics ");
    assertThat(error(flags, "--require", "nll<=9"))
        .startsWith("2 nightjar nightly: --require needs --campaign: nothing is published");
    assertThat(error(flags, "--campaign", "home", "--holdout-users", "0", "--require", "nll<=9"))
        .startsWith("2 nightjar nightly: --require needs interactions to evaluate on: ");
  }

  private static String error(String[] flags, String... more) {
    String[] all = new String[flags.length + more.length];
    System.arraycopy(flags, 0, all, 0, flags.length);
    System.arraycopy(more, 0, all, flags.length, more.length);
    PrintStream before = System.err;
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
    try {
      int code = JobRunner.execute(new NightlyJob(), all);
      return code + " " + error.toString(StandardCharsets.UTF_8);
    } finally {
      System.setErr(before);
    }
  }

  private static MetricsReport report(boolean previous) {
    Map<String, Double> before = Map.of(NDCG, 0.25, "nll", 6.0);
    Map<String, Double> model = Map.of(NDCG, 0.2, "nll", 5.0);
    Map<String, Double> popularity = Map.of(NDCG, 0.1, "nll", 7.0);
    return new MetricsReport(
        "new",
        previous ? "old" : null,
        "holdout",
        2,
        2,
        2,
        false,
        null,
        previous
            ? Map.of("model", model, "popularity", popularity, "previous", before)
            : Map.of("model", model, "popularity", popularity),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("user_activity", List.of(), "item_popularity", List.of()),
        new MetricsReport.Bootstrap(500, 0.95, 1));
  }
}
