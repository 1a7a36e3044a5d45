package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.jobs.board.BoardFiles;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.evaluate.EvaluateConfig;
import io.nightjar.jobs.evaluate.Evaluation;
import io.nightjar.jobs.evaluate.MetricsReport;
import io.nightjar.jobs.interactions.EventOptions;
import io.nightjar.jobs.interactions.EventRules;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everybody buys 10 of the 20 items whose number is even and views 10 of the 20 others, in an order
 * that says nothing. Last, everybody hides the same item, of which nobody learns.
 */
class EventsOfAModelTest {
  private static final int USERS = 80;
  private static final int ITEMS = 40;
  private static final int OF_A_TYPE = 10;

  @TempDir static Path folder;

  private static BoardFiles files;
  private static Path interactions;

  @BeforeAll
  static void write() throws IOException {
    files = new BoardFiles(folder);
    List<String> lines = new ArrayList<>(List.of("USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE"));
    for (int user = 0; user < USERS; user++) {
      for (int n = 0; n < 2 * OF_A_TYPE; n++) {
        int item = (2 * ((user * 7 + n / 2 * 3) % (ITEMS / 2)) + n % 2) % ITEMS;
        int time = 1000 + (user * 31 + n * 17) % 97;
        lines.add(line(user, item, time, item % 2 == 0 ? "buy" : "view"));
      }
      lines.add(line(user, 99, 5000, "hide"));
    }
    interactions = files.csv("events.csv", lines.toArray(String[]::new));
  }

  private static String line(int user, int item, int time, String type) {
    return "user-%02d,item-%02d,%d,%s".formatted(user, item, time, type);
  }

  private static ModelManifest train(String... flags) {
    TrainConfig plain = files.config(interactions);
    EventRules events = EventOptions.recordedIn(List.of(flags));
    TrainConfig config =
        new TrainConfig(
            plain.interactions(),
            null,
            null,
            plain.store(),
            plain.recipe(),
            List.of(),
            Map.of(),
            plain.given(),
            null,
            60,
            events,
            plain.holdoutUsers(),
            plain.maxBadRows(),
            plain.minUsers(),
            500,
            plain.seed());
    return new ModelTrainer(TestSpark.session(), config, new Steps()).run(List.of(flags));
  }

  private static ModelReader reader(ModelManifest manifest) {
    ModelStore store = new ModelStore(files.store().toString(), new Configuration());
    return new ModelReader(TestSpark.session(), store, manifest);
  }

  /** Probability that an unknown user takes an item that is bought. */
  private static double bought(ModelReader.Items items) {
    float[] stranger = new float[items.embeddings().dimension()];
    stranger[stranger.length - 1] = 1;
    ScoredItems all =
        new Scorer(items.embeddings()).recommend(QueryVector.of(stranger), items.ids().size());
    double sum = 0;
    for (int position = 0; position < all.size(); position++) {
      String id = items.ids().id(all.ordinal(position));
      sum += Integer.parseInt(id.substring(5)) % 2 == 0 ? all.score(position) : 0;
    }
    return sum;
  }

  @Test
  void whatWeighsMoreIsMoreLikely() {
    ModelReader.Items equal =
        reader(train("--event-weight", "buy=1", "--event-weight", "view=1")).items();
    ModelReader.Items buyers =
        reader(train("--event-weight", "buy=1", "--event-weight", "view=0.25")).items();
    assertThat(equal.ids().size()).as("item-99 is only hidden").isEqualTo(ITEMS);
    assertThat(bought(equal)).isCloseTo(0.5, within(0.05));
    assertThat(bought(buyers)).isCloseTo(0.8, within(0.08));
  }

  @Test
  void onlyRatiosOfWeightsMatter() {
    ModelReader.Items one =
        reader(train("--event-weight", "buy=0.8", "--event-weight", "view=0.4")).items();
    ModelReader.Items other =
        reader(train("--event-weight", "buy=0.2", "--event-weight", "view=0.1")).items();
    for (int item = 0; item < ITEMS; item++) {
      float[] expected = one.embeddings().row(item);
      float[] actual = other.embeddings().row(item);
      for (int factor = 0; factor < expected.length; factor++) {
        assertThat(actual[factor]).isCloseTo(expected[factor], within(1e-4f));
      }
    }
  }

  @Test
  void theTablesHaveWhatHappenedAlsoWhatWasHeldOutOrNotLearntFrom() {
    ModelManifest model = train("--event-type", "buy");
    assertThat(model.has("history")).isTrue();
    assertThat(model.filesIn("popular_items")).hasSize(1);
    assertThat(model.counts().get("holdoutInteractions")).isPositive();
    ModelReader reader = reader(model);

    List<Row> history = reader.table("history").collectAsList();
    assertThat(history).hasSize(USERS);
    for (Row user : history) {
      Map<String, Integer> types = new HashMap<>();
      user.<Row>getList(1).forEach(event -> types.merge(event.getString(1), 1, Integer::sum));
      assertThat(types).isEqualTo(Map.of("buy", OF_A_TYPE, "view", OF_A_TYPE, "hide", 1));
      assertThat(user.<Row>getList(1).get(0).getString(0)).isEqualTo("item-99");
    }

    List<Row> popular = reader.table("popular_items").collectAsList();
    assertThat(popular).hasSize(ITEMS / 2);
    assertThat(popular.get(0).getInt(0)).isEqualTo(1);
    assertThat(popular.stream().mapToLong(row -> row.getLong(2)).sum())
        .as("held-out interactions included, views not")
        .isEqualTo((long) USERS * OF_A_TYPE);
    assertThat(model.counts().get("interactions"))
        .as("the model has not seen those held out")
        .isEqualTo(USERS * OF_A_TYPE - model.counts().get("holdoutInteractions"));
  }

  @Test
  void aHoldOutOfTheCallerIsChosenLikeTheTrainingData() throws IOException {
    ModelManifest model = train("--event-type", "buy");
    Path test =
        files.csv(
            "test.csv",
            "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE",
            line(1, 2, 9000, "Buy"),
            line(1, 4, 9000, "view"),
            line(2, 6, 9000, "hide"));
    Path chosen = files.csv("chosen.csv", "USER_ID,ITEM_ID,TIMESTAMP", "user-01,item-02,9000");
    assertThat(evaluate(model, test).interactions()).isEqualTo(1);
    assertThat(evaluate(model, test).metrics()).isEqualTo(evaluate(model, chosen).metrics());
  }

  private static MetricsReport evaluate(ModelManifest model, Path holdout) {
    return new Evaluation(
            TestSpark.session(),
            new EvaluateConfig(
                files.store().toString(),
                model.model(),
                null,
                holdout.toString(),
                null,
                EvaluateConfig.ExcludeBy.USER,
                Map.of()),
            new Steps())
        .run();
  }
}
