package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.board.BoardFiles;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.softmax.SoftmaxSettings.Form;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tuning and checkpoints of a whole training. */
class TuneTest {
  private static final double AMPLE_MINUTES = 30;

  @TempDir Path folder;

  /** Everything but the temperature is given, so the search ends of itself. */
  private static final GivenHyperparameters ALL_BUT_TEMPERATURE =
      new GivenHyperparameters(8, 4, 40.0, 1.0, Form.COSINE, 1, null, 1.0, 0.5, 0.0, 0.03, 5);

  private TrainConfig config(
      BoardFiles files, GivenHyperparameters given, Double minutes, double checkpointSeconds)
      throws IOException {
    TrainConfig plain = files.config(files.interactions(), "DEVICE");
    return new TrainConfig(
        plain.interactions(),
        null,
        null,
        plain.store(),
        plain.recipe(),
        plain.contextFields(),
        plain.columns(),
        given,
        minutes,
        checkpointSeconds,
        plain.events(),
        plain.holdoutUsers(),
        plain.maxBadRows(),
        plain.minUsers(),
        plain.minInteractions(),
        plain.seed());
  }

  private static ModelManifest train(TrainConfig config) {
    return new ModelTrainer(TestSpark.session(), config, new Steps()).run(List.of());
  }

  @Test
  void findsWhatIsNotWorseAndLeavesWhatIsGiven() throws IOException {
    ModelManifest tuned =
        train(config(new BoardFiles(folder), ALL_BUT_TEMPERATURE, AMPLE_MINUTES, 60));
    assertThat(tuned.training().get("tuning_trials")).isGreaterThanOrEqualTo(3);
    assertThat(tuned.training().get("heldout_nll"))
        .isLessThanOrEqualTo(tuned.training().get("heldout_nll_untuned"));
    assertThat(tuned.training()).containsEntry("smoothing", 1.0).containsKey("temperature");
    assertThat(tuned.dimension()).isEqualTo(8);
  }

  @Test
  void aKilledTrainingGoesOn() throws Exception {
    BoardFiles files = new BoardFiles(folder);
    GivenHyperparameters given =
        new GivenHyperparameters(8, 4, 40.0, 1.0, Form.COSINE, 1, 0.1, 1.0, 0.5, 0.0, 0.001, 12);
    ModelManifest whole = train(config(files, given, null, 60));
    Path checkpoints = files.store().resolve("checkpoints");
    assertThat(checkpoints)
        .satisfiesAnyOf(c -> assertThat(c).doesNotExist(), c -> assertThat(c).isEmptyDirectory());

    TrainConfig config = config(files, given, null, 0);
    Thread killer = new Thread(() -> cancelOnceSaved(checkpoints));
    killer.start();
    assertThatThrownBy(() -> train(config)).isNotNull();
    killer.join();
    assertThat(files(checkpoints)).anyMatch(name -> name.startsWith("kept-"));

    ModelManifest goneOn = train(config);
    assertThat(goneOn.training().get("resumed_after_epoch")).isGreaterThanOrEqualTo(1);
    assertThat(goneOn.training().get("heldout_nll")).isEqualTo(whole.training().get("heldout_nll"));
    assertThat(goneOn.training().get("epochs")).isEqualTo(whole.training().get("epochs"));
    assertThat(files(checkpoints)).isEmpty();
  }

  /** What a kill does to the tasks that run, as near as one process can do it to itself. */
  private static void cancelOnceSaved(Path checkpoints) {
    SparkContext context = TestSpark.session().sparkContext();
    try {
      while (files(checkpoints).stream().noneMatch(name -> name.startsWith("kept-"))) {
        Thread.sleep(5);
      }
      for (int i = 0; i < 40; i++) {
        context.cancelAllJobs();
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> files(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }
}
