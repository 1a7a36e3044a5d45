package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.jobs.board.BoardFiles;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTrainerTest {
  @TempDir static Path folder;

  private static BoardFiles files;
  private static ModelManifest trained;

  @BeforeAll
  static void trainOnTheBoard() throws IOException {
    files = new BoardFiles(folder);
    trained = train(files.config(files.interactions(), "DEVICE"));
  }

  private static ModelManifest train(TrainConfig config) {
    return new ModelTrainer(TestSpark.session(), config, new Steps()).run(List.of("--seed", "42"));
  }

  private static ModelReader reader(ModelManifest manifest) {
    ModelStore store = new ModelStore(files.store().toString(), new Configuration());
    return new ModelReader(TestSpark.session(), store, store.manifest(manifest.model()));
  }

  @Test
  void learnsTheBoardAndItsDevices() {
    assertThat(trained.counts())
        .containsEntry("users", (long) BoardFiles.SIZE)
        .containsEntry("items", (long) BoardFiles.SIZE);
    assertThat(trained.contextFields()).containsEntry("DEVICE", List.of("mobile", "tv"));

    ModelReader reader = reader(trained);
    ModelReader.Items items = reader.items();
    ContextEmbeddings context = reader.context();
    Scorer scorer = new Scorer(items.embeddings());
    for (Row user : reader.table("users").collectAsList()) {
      float[] embedding = ModelReader.floats(user.getSeq(1));
      assertThat(embedding).hasSize(8);
      assertThat(embedding[7]).isEqualTo(1f);
      int number = Integer.parseInt(user.getString(0).substring(5));
      ScoredItems best = scorer.recommend(QueryVector.of(embedding), 20);
      for (int position = 0; position < best.size(); position++) {
        assertThat(best.ordinal(position) % 2).as(user.getString(0)).isEqualTo(number % 2);
      }
      double onTv =
          lowerHalf(scorer, embedding, context.sum(ContextVariant.of(Map.of("DEVICE", "tv"))));
      double onMobile =
          lowerHalf(scorer, embedding, context.sum(ContextVariant.of(Map.of("DEVICE", "mobile"))));
      assertThat(onTv).isGreaterThan(onMobile);
    }
  }

  /** Probability of the items that are taken on the tv. */
  private static double lowerHalf(Scorer scorer, float[] user, float[] context) {
    ScoredItems all = scorer.recommend(QueryVector.of(user, context), BoardFiles.SIZE);
    double sum = 0;
    for (int position = 0; position < all.size(); position++) {
      sum += all.ordinal(position) < BoardFiles.SIZE / 2 ? all.score(position) : 0;
    }
    return sum;
  }

  @Test
  void theSameSeedGivesTheSameModel() throws IOException {
    ModelReader.Items first = reader(trained).items();
    ModelReader.Items second = reader(train(files.config(files.interactions(), "DEVICE"))).items();
    for (int item = 0; item < BoardFiles.SIZE; item++) {
      float[] expected = first.embeddings().row(item);
      float[] actual = second.embeddings().row(item);
      for (int factor = 0; factor < expected.length; factor++) {
        assertThat(actual[factor]).isCloseTo(expected[factor], within(1e-4f));
      }
    }
  }

  @Test
  void aFailureLeavesTheStoreAsItWas() throws IOException {
    List<String> before = listing(files.store());
    String[] lines = new String[30];
    Arrays.fill(lines, "u,i,1");
    lines[0] = "USER_ID,ITEM_ID,TIMESTAMP";
    Path few = files.csv("few-rows.csv", lines);
    assertThatThrownBy(() -> train(files.config(few)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            few + " has 29 interactions, training needs 1,000; --min-interactions lowers that");
    assertThat(listing(files.store())).isEqualTo(before);
    assertThat(reader(trained).items().ids().size()).isEqualTo(BoardFiles.SIZE);
  }

  private static List<String> listing(Path store) throws IOException {
    try (var paths = Files.walk(store)) {
      return paths.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void aDamagedFileIsRefusedByName() throws IOException {
    String name = trained.filesIn("items").get(0);
    Path file = files.store().resolve("models").resolve(trained.model()).resolve(name);
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 10));
    assertThatThrownBy(() -> reader(trained).items())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": is damaged: expected ");
    Files.delete(file);
    assertThatThrownBy(() -> reader(trained).items())
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": is missing");
    Files.write(file, content);
    assertThat(reader(trained).items().ids().size()).isEqualTo(BoardFiles.SIZE);
  }

  @Test
  void tooFewActiveUsersAreRefused() throws IOException {
    String[] lines = new String[1001];
    lines[0] = "USER_ID,ITEM_ID,TIMESTAMP";
    for (int i = 1; i <= 1000; i++) {
      lines[i] = "u" + (i % 24) + ",i" + i % 50 + "," + i;
    }
    Path few = files.csv("few-users.csv", lines);
    assertThatThrownBy(() -> train(files.config(few)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            few
                + " has 24 users with at least 2 interactions, training needs 25; --min-users"
                + " lowers that");
  }
}
