package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.jobs.board.BoardFiles;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.softmax.Learnt;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.likelihood.ItemRows;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the board even users take even items; a new item or user says in a column which it is. */
class ColdStartTest {
  @TempDir Path folder;

  @Test
  void newItemsAndUsersGetEmbeddingsFromTheirMetadata() throws IOException {
    BoardFiles files = new BoardFiles(folder);
    List<String> items = new ArrayList<>(List.of("ITEM_ID,KIND,TITLE"));
    List<String> users = new ArrayList<>(List.of("USER_ID,GROUP"));
    TrainConfig plain = files.config(files.interactions(), "DEVICE");
    for (Row row :
        TestSpark.session()
            .read()
            .option("header", "true")
            .csv(plain.interactions())
            .select("ITEM_ID")
            .distinct()
            .collectAsList()) {
      items.add(row.getString(0) + "," + kind(row.getString(0)) + ",about " + row.getString(0));
    }
    for (Row row :
        TestSpark.session()
            .read()
            .option("header", "true")
            .csv(plain.interactions())
            .select("USER_ID")
            .distinct()
            .collectAsList()) {
      users.add(row.getString(0) + "," + kind(row.getString(0)));
    }
    items.addAll(List.of("new-even,even,fresh", "new-odd,odd,fresher"));
    users.addAll(List.of("visitor-even,even", "visitor-odd,odd"));
    ModelManifest model =
        new ModelTrainer(
                TestSpark.session(),
                new TrainConfig(
                    plain.interactions(),
                    files.csv("items.csv", items.toArray(String[]::new)).toString(),
                    files.csv("users.csv", users.toArray(String[]::new)).toString(),
                    plain.store(),
                    plain.recipe(),
                    plain.contextFields(),
                    plain.columns(),
                    plain.given(),
                    null,
                    60,
                    plain.events(),
                    plain.holdoutUsers(),
                    plain.maxBadRows(),
                    plain.minUsers(),
                    plain.minInteractions(),
                    plain.seed()),
                new Steps())
            .run(List.of());
    assertThat(model.training()).containsEntry("new_items", 2.0).containsEntry("new_users", 2.0);
    assertThat(model.training().get("item_variance_explained_by_metadata")).isGreaterThan(0.2);

    ModelStore store = new ModelStore(files.store().toString(), new Configuration());
    ModelReader reader = new ModelReader(TestSpark.session(), store, store.manifest(model.model()));
    ModelReader.Items catalogue = reader.items();
    float[] newEven = catalogue.embeddings().row(catalogue.ids().ordinal("new-even"));
    float[] newOdd = catalogue.embeddings().row(catalogue.ids().ordinal("new-odd"));
    for (Row user : reader.table("users").collectAsList()) {
      String id = user.getString(0);
      float[] embedding = ModelReader.floats(user.getSeq(1));
      boolean even = kind(id).equals("even");
      assertThat(user.<String>getAs("group")).as(id).isEqualTo(kind(id));
      assertThat(dot(embedding, newEven) > dot(embedding, newOdd)).as(id).isEqualTo(even);
      if (id.startsWith("visitor")) {
        assertThat(meanOfKind(embedding, catalogue, "even"))
            .as(id)
            .satisfies(
                mean -> {
                  double other = meanOfKind(embedding, catalogue, "odd");
                  assertThat(mean > other).isEqualTo(even);
                });
      }
    }
  }

  private static String kind(String id) {
    if (id.contains("even") || id.contains("odd")) {
      return id.contains("even") ? "even" : "odd";
    }
    return Integer.parseInt(id.substring(5)) % 2 == 0 ? "even" : "odd";
  }

  private static double meanOfKind(float[] user, ModelReader.Items items, String kind) {
    double sum = 0;
    int count = 0;
    for (int item = 0; item < items.ids().size(); item++) {
      if (kind(items.ids().id(item)).equals(kind)) {
        sum += dot(user, items.embeddings().row(item));
        count++;
      }
    }
    return sum / count;
  }

  private static double dot(float[] user, float[] item) {
    double dot = 0;
    for (int i = 0; i < user.length; i++) {
      dot += (double) user[i] * item[i];
    }
    return dot;
  }

  /**
   * Three items, the last new; a user likes all alike, so probabilities are those of the biases.
   */
  @Test
  void newItemsHaveTheShareThatIsAsked() {
    float[] items = {0, 0.5f, 0, -0.5f, 0, -9};
    Learnt learnt = new Learnt(new float[] {1, 2}, new ItemRows(2, items), new float[0], 1, 0);
    ColdStart.Outcome outcome =
        new ColdStart(learnt, 1).items(Map.of(), new double[] {3, 4, 0}, 0.25);
    assertThat(outcome.cold()).isEqualTo(1);
    double others = Math.exp(0.5) + Math.exp(-0.5);
    double share = Math.exp(outcome.learnt().items().value(2, 1));
    assertThat(share / (share + others)).isCloseTo(0.25, within(1e-5));
    assertThat(outcome.learnt().items().value(0, 1)).isEqualTo(0.5f);
  }
}
