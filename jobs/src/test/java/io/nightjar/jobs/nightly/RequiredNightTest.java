package io.nightjar.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.board.BoardFiles;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.evaluate.EvaluateConfig;
import io.nightjar.jobs.evaluate.Evaluation;
import io.nightjar.jobs.evaluate.MetricsReport;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.precompute.PrecomputeConfig;
import io.nightjar.jobs.runlog.RunLog;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.jobs.train.TrainConfig;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.run.RunOutcome;
import io.nightjar.shared.run.RunReport;
import io.nightjar.shared.run.RunStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiredNightTest {
  @TempDir Path folder;

  @Test
  void aWorseModelIsNotPublishedAndTheOldOneStays() throws IOException {
    BoardFiles files = new BoardFiles(folder);
    TrainConfig train = files.config(files.interactions(), "DEVICE");
    ModelStore store = new ModelStore(files.store().toString(), new Configuration());

    String summary = night(train, "ndcg_at_10>=0.98*previous", "ndcg_at_10>=1.1*popularity");
    assertThat(summary).contains("publish home", "ndcg_at_10", "95 % interval", "popularity");
    String first = store.campaign("home").orElseThrow().model();

    assertThatThrownBy(() -> night(train, "recall_at_20>=0.01", "ndcg_at_10>=1.5*previous"))
        .isInstanceOf(UnmetRequirementException.class)
        .hasMessageContaining("is not published, campaign home stays with " + first)
        .hasMessageContaining("not met: ndcg_at_10>=1.5*previous: the model has 0.")
        .satisfies(
            unmet ->
                assertThat(((UnmetRequirementException) unmet).summary())
                    .contains("1 of 2 requirements not met", "model - previous"));
    assertThat(store.campaign("home").orElseThrow().model()).isEqualTo(first);
    assertThat(store.models()).hasSize(2);
    assertThatBothNightsAreRecorded(store, first);

    String second = store.models().get(1);
    assertThat(Files.readString(files.store().resolve("models/" + second + "/metrics.json")))
        .contains("\"previous\" : \"" + first + "\"", "\"user_activity\"", "\"reliability\"");

    // The same data and seed make the same model: equal figures, and no difference at all.
    EvaluateConfig config =
        new EvaluateConfig(
            train.store(), first, second, null, null, EvaluateConfig.ExcludeBy.USER, Map.of());
    MetricsReport report = new Evaluation(TestSpark.session(), config, new Steps()).run();
    assertThat(report.metrics().get("previous")).isEqualTo(report.metrics().get("model"));
    assertThat(report.differences().get("previous").values())
        .allSatisfy(difference -> assertThat(difference).containsOnly(0.0));
    assertThat(report.differences().get("popularity")).containsKey("recall_at_20");
  }

  private static void assertThatBothNightsAreRecorded(ModelStore store, String first) {
    List<RunReport> runs =
        store.list(ModelLayout.RUNS).stream()
            .map(name -> RunReport.parse(name, store.read("runs/" + name).orElseThrow()))
            .toList();
    assertThat(runs)
        .extracting(RunReport::outcome)
        .containsExactly(RunOutcome.SUCCEEDED, RunOutcome.REFUSED);
    RunReport good = runs.get(0);
    assertThat(good.model()).isEqualTo(first);
    assertThat(good.reason()).isNull();
    assertThat(good.campaigns()).containsExactly("home");
    assertThat(good.steps())
        .extracting(RunStep::name)
        .contains("read interactions", "write the model", "evaluate", "publish home");
    assertThat(good.steps().get(0).counts())
        .containsEntry("rejectedRows", 0L)
        .containsKeys("rowsRead", "interactions", "users", "items");
    assertThat(good.steps()).extracting(RunStep::outcome).containsOnly(RunOutcome.SUCCEEDED);
    assertThat(good.steps())
        .extracting(RunStep::result)
        .anyMatch(
            text -> String.valueOf(text).matches("[\\d,]+ rows in 1 file, 0\\.\\d MiB in all"));
    assertThat(runs.get(1).model()).isEqualTo(store.models().get(1));
    assertThat(runs.get(1).reason()).contains("not met: ndcg_at_10>=1.5*previous");
    assertThat(runs.get(1).warnings()).hasSize(1);
  }

  private static String night(TrainConfig train, String... requirements) {
    return new Nightly(TestSpark.session(), new Steps())
        .run(
            new Nightly.Plan(
                train,
                new PrecomputeConfig(train.store(), null, 20, 4, 1 << 20, 0),
                new EvaluateConfig(
                    train.store(),
                    null,
                    null,
                    null,
                    null,
                    EvaluateConfig.ExcludeBy.USER,
                    train.columns()),
                List.of(new CampaignTarget("home", null)),
                List.of(requirements).stream().map(Requirement::parse).toList(),
                new RunLog.Call("nightly", List.of()),
                List.of()));
  }
}
