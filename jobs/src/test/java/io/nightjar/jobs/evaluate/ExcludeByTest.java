package io.nightjar.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.board.BoardFiles;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.train.ModelTrainer;
import io.nightjar.jobs.train.TrainConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcludeByTest {
  private static final String HEADER = "USER_ID,ITEM_ID,TIMESTAMP,DEVICE";

  @TempDir Path folder;

  @Test
  void excludedForTheUserOrOnlyInTheSameContext() throws IOException {
    BoardFiles files = new BoardFiles(folder);
    TrainConfig train = files.config(files.interactions(), "DEVICE");
    String model = new ModelTrainer(TestSpark.session(), train, new Steps()).run(List.of()).model();
    Path holdout =
        files.csv(
            "test.csv",
            HEADER,
            "user-02,item-04,1,tv",
            "user-02,item-06,1,mobile",
            "nobody,item-06,1,tv");
    Path exclude =
        files.csv("seen.csv", HEADER, "user-02,item-06,1,tv", "user-02,item-04,1,mobile");

    MetricsReport free = evaluate(train, model, holdout, null, EvaluateConfig.ExcludeBy.USER);
    assertThat(free.queries()).isEqualTo(3);
    assertThat(free.users()).isEqualTo(2);
    assertThat(free.metrics()).containsKeys("model_without_context", "uniform");
    assertThat(free.metrics().get("uniform").get("nll")).isEqualTo(Math.log(BoardFiles.SIZE));
    assertThat(free.groups().get("user_activity"))
        .extracting("group")
        .containsExactly("unknown users");

    MetricsReport byQuery =
        evaluate(train, model, holdout, exclude, EvaluateConfig.ExcludeBy.QUERY);
    assertThat(byQuery.interactions()).isEqualTo(3);
    assertThat(byQuery.metrics().get("uniform").get("nll"))
        .isEqualTo((2 * Math.log(BoardFiles.SIZE - 1.0) + Math.log(BoardFiles.SIZE)) / 3);
    assertThat(byQuery.metrics().get("model").get("nll"))
        .isLessThan(free.metrics().get("model").get("nll"));

    MetricsReport byUser = evaluate(train, model, holdout, exclude, EvaluateConfig.ExcludeBy.USER);
    assertThat(byUser.interactions()).as("what is excluded cannot be predicted").isEqualTo(1);
    assertThat(byUser.users()).isEqualTo(1);

    Path all = files.csv("all.csv", HEADER, "user-02,item-04,1,tv");
    assertThatThrownBy(() -> evaluate(train, model, all, all, EvaluateConfig.ExcludeBy.USER))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nothing to evaluate: ")
        .hasMessageContaining("has only interactions that");
  }

  @Test
  void flagsMustFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EvaluateConfig(
                    "s", "m", null, "h", null, EvaluateConfig.ExcludeBy.QUERY, Map.of()))
        .withMessage("--exclude-by query needs --exclude");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EvaluateConfig(
                    "s", "m", "m", null, null, EvaluateConfig.ExcludeBy.USER, Map.of()))
        .withMessage("--previous must be another model: m");
  }

  private static MetricsReport evaluate(
      TrainConfig train, String model, Path holdout, Path exclude, EvaluateConfig.ExcludeBy by) {
    return new Evaluation(
            TestSpark.session(),
            new EvaluateConfig(
                train.store(),
                model,
                null,
                holdout.toString(),
                exclude == null ? null : exclude.toString(),
                by,
                Map.of()),
            new Steps())
        .run();
  }
}
