package io.nightjar.jobs.precompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.nightjar.jobs.board.BoardFiles;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.publish.Publisher;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.jobs.train.ModelTrainer;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
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
import scala.collection.Seq;

class PrecomputeTest {
  @TempDir static Path folder;

  private static ModelStore store;
  private static String model;

  @BeforeAll
  static void train() throws IOException {
    BoardFiles files = new BoardFiles(folder);
    model =
        new ModelTrainer(
                TestSpark.session(), files.config(files.interactions(), "DEVICE"), new Steps())
            .run(List.of())
            .model();
    store = new ModelStore(files.store().toString(), new Configuration());
  }

  /** The table as rows, in the order of the files. */
  private static List<Row> precompute(int top, int maxVariants, long taskBytes) {
    String root = folder.resolve("store").toString();
    new Precompute(
            TestSpark.session(),
            new PrecomputeConfig(root, model, top, maxVariants, taskBytes, 0),
            new Steps())
        .run();
    return new ModelReader(TestSpark.session(), store, store.manifest(model))
        .table("recommendations")
        .collectAsList();
  }

  @Test
  void theScoresOfAFullListSumToOne() {
    List<Row> rows = precompute(1000, 32, 64L << 20);
    assertThat(rows).hasSize(3 * (BoardFiles.SIZE + 1));
    for (Row row : rows) {
      Seq<Row> items = row.getSeq(3);
      assertThat(items.length()).isEqualTo(BoardFiles.SIZE);
      double sum = 0;
      for (int i = 0; i < items.length(); i++) {
        sum += items.apply(i).getFloat(1);
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void theTableEqualsLiveScoring() {
    List<Row> rows = precompute(10, 32, 64L << 20);
    ModelManifest manifest = store.manifest(model);
    assertThat(manifest.variants()).containsExactly("", "DEVICE=mobile", "DEVICE=tv");
    assertThat(manifest.topN()).isEqualTo(10);
    ModelReader reader = new ModelReader(TestSpark.session(), store, manifest);
    ModelReader.Items items = reader.items();
    Scorer scorer = new Scorer(items.embeddings());
    Map<String, float[]> users = new HashMap<>();
    for (Row user : reader.table("users").collectAsList()) {
      users.put(user.getString(0), ModelReader.floats(user.getSeq(1)));
    }
    users.put(null, EmbeddingModel.unknownUser(manifest.dimension()));
    ContextEmbeddings contexts = reader.context();
    for (Row row : rows) {
      float[] context = contexts.sum(ContextVariant.parse(row.getString(1)));
      ScoredItems live = scorer.recommend(QueryVector.of(users.get(row.getString(0)), context), 10);
      assertThat(row.getDouble(2)).isCloseTo(live.logPartition(), within(1e-6));
      Seq<Row> list = row.getSeq(3);
      assertThat(list.length()).isEqualTo(live.size());
      for (int position = 0; position < live.size(); position++) {
        assertThat(list.apply(position).getString(0))
            .isEqualTo(items.ids().id(live.ordinal(position)));
        assertThat((double) list.apply(position).getFloat(1))
            .isCloseTo(live.score(position), withinPercentage(1e-4));
      }
    }
  }

  @Test
  void rowsAreSortedByContextAndUserWithTheUnknownUserFirst() {
    List<Row> rows = precompute(5, 32, 64L << 20);
    List<String> keys = new ArrayList<>();
    for (Row row : rows) {
      keys.add(row.getString(1) + " " + (row.isNullAt(0) ? "" : row.getString(0)));
    }
    assertThat(keys).isSorted().doesNotHaveDuplicates();
    assertThat(rows.get(0).isNullAt(0)).isTrue();
  }

  @Test
  void oneTaskEqualsMany() {
    List<String> one = precompute(7, 32, 64L << 20).stream().map(Row::toString).sorted().toList();
    assertThat(store.manifest(model).filesIn("recommendations")).hasSize(1);
    List<String> many = precompute(7, 32, 2000).stream().map(Row::toString).sorted().toList();
    assertThat(store.manifest(model).filesIn("recommendations").size()).isGreaterThan(3);
    assertThat(many).isEqualTo(one);
  }

  @Test
  void aModelThatACampaignNamesDoesNotChange() {
    precompute(5, 1, 64L << 20);
    new Publisher(store).publish("fixed", model, null);
    assertThatThrownBy(() -> precompute(5, 1, 64L << 20))
        .isInstanceOf(InputException.class)
        .hasMessage("model " + model + " is named by campaign fixed and must not change");
    store.delete("campaigns/fixed.json");
  }
}
