package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.board.BoardFiles;
import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.publish.Publisher;
import io.nightjar.jobs.recipe.RecipeSettings;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models of every recipe that is not for a user, trained on the board. */
class RecipeModelsTest {
  @TempDir Path folder;
  private BoardFiles files;
  private ModelStore store;

  @BeforeEach
  void openStore() {
    files = new BoardFiles(folder);
    store = new ModelStore(files.store().toString(), new Configuration());
  }

  private ModelManifest train(Path interactions, Path items, RecipeSettings recipe) {
    return train(interactions, items, null, recipe);
  }

  private ModelManifest train(Path interactions, Path items, Path users, RecipeSettings recipe) {
    TrainConfig base = files.config(interactions);
    TrainConfig config =
        new TrainConfig(
            base.interactions(),
            items == null ? null : items.toString(),
            users == null ? null : users.toString(),
            base.store(),
            recipe,
            base.contextFields(),
            base.columns(),
            base.given(),
            null,
            60,
            base.events(),
            base.holdoutUsers(),
            base.maxBadRows(),
            base.minUsers(),
            base.minInteractions(),
            base.seed());
    return new ModelTrainer(TestSpark.session(), config, new Steps()).run(List.of());
  }

  private List<Row> table(ModelManifest manifest, String name, String order) {
    return new ModelReader(TestSpark.session(), store, manifest)
        .table(name)
        .orderBy(order)
        .collectAsList();
  }

  private Map<String, List<String>> similar(ModelManifest manifest) {
    Map<String, List<String>> similar = new HashMap<>();
    for (Row row : table(manifest, ModelLayout.SIMILAR_ITEMS, "item_id")) {
      List<Row> items = row.getList(1);
      similar.put(row.getString(0), items.stream().map(item -> item.getString(0)).toList());
    }
    return similar;
  }

  private static int parity(String id) {
    return Integer.parseInt(id.substring(id.indexOf('-') + 1)) % 2;
  }

  @Test
  void simsGoesWithItemsOfTheSameUsers() throws Exception {
    ModelManifest manifest = train(files.interactions(), null, RecipeSettings.of(Recipe.SIMS));
    assertThat(manifest.recipe()).isEqualTo("aws-sims");
    assertThat(manifest.dimension()).isEqualTo(1);
    Map<String, List<String>> similar = similar(manifest);
    assertThat(similar).hasSize(BoardFiles.SIZE);
    similar.forEach(
        (item, others) -> {
          assertThat(others).doesNotContain(item).hasSize(BoardFiles.SIZE / 2 - 1);
          assertThat(others).allMatch(other -> parity(other) == parity(item));
        });
    assertThat(table(manifest, ModelLayout.POPULAR_ITEMS, "rank")).hasSize(BoardFiles.SIZE);
    assertThat(manifest.has(ModelLayout.HISTORY)).isTrue();
    assertThat(manifest.has(ModelLayout.USERS)).isFalse();

    Publisher publisher = new Publisher(store);
    assertThat(publisher.publish("related", manifest.model(), null).recipe()).isEqualTo("aws-sims");
    assertThat(publisher.publish("popular", manifest.model(), Recipe.POPULARITY_COUNT).recipe())
        .isEqualTo("aws-popularity-count");
    assertThatThrownBy(
            () -> publisher.publish("home", manifest.model(), Recipe.USER_PERSONALIZATION))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "model %s is trained for aws-sims, which cannot serve recipe aws-user-personalization;"
                + " train one with --recipe aws-user-personalization",
            manifest.model());
  }

  @Test
  void similarItemsFollowsUsersAndForNewItemsTheMetadata() throws Exception {
    List<String> lines = new ArrayList<>(List.of("ITEM_ID,GENRES,TITLE"));
    for (int item = 0; item < BoardFiles.SIZE; item++) {
      // The genre tells halves apart, which the users do not.
      lines.add("item-%02d,%s,Title %d".formatted(item, item < 30 ? "low|any" : "high", item));
    }
    lines.add("item-99,high,The new one");
    lines.add("item-unknown,,");
    Path items = Files.write(folder.resolve("items.csv"), lines);
    ModelManifest manifest =
        train(files.interactions(), items, RecipeSettings.of(Recipe.SIMILAR_ITEMS));
    assertThat(manifest.recipe()).isEqualTo("aws-similar-items");
    Map<String, List<String>> similar = similar(manifest);
    assertThat(similar).hasSize(BoardFiles.SIZE + 1).doesNotContainKey("item-unknown");
    assertThat(similar.get("item-99").subList(0, 30))
        .allMatch(other -> Integer.parseInt(other.substring(5)) >= 30);
    assertThat(similar.get("item-04").subList(0, 14))
        .allMatch(other -> parity(other) == 0 && Integer.parseInt(other.substring(5)) < 30);
    // As a model of embeddings it is published for users too, once it is precomputed.
    assertThat(
            new Publisher(store)
                .publish("rank", manifest.model(), Recipe.PERSONALIZED_RANKING)
                .recipe())
        .isEqualTo("aws-personalized-ranking");
  }

  @Test
  void popularityCountHasNothingButTheList() throws Exception {
    ModelManifest manifest =
        train(files.interactions(), null, RecipeSettings.of(Recipe.POPULARITY_COUNT));
    assertThat(manifest.recipe()).isEqualTo("aws-popularity-count");
    assertThat(manifest.has(ModelLayout.SIMILAR_ITEMS)).isFalse();
    assertThat(table(manifest, ModelLayout.POPULAR_ITEMS, "rank")).hasSize(BoardFiles.SIZE);
    assertThatThrownBy(() -> new Publisher(store).publish("related", manifest.model(), Recipe.SIMS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot serve recipe aws-sims");
  }

  @ParameterizedTest
  @EnumSource(names = {"SIMS", "SIMILAR_ITEMS", "POPULARITY_COUNT", "TRENDING_NOW"})
  void usersHaveTheirMetadataWhereThereIsAUsersDataSet(Recipe recipe) throws Exception {
    Path users =
        files.csv("users.csv", "USER_ID,Age,TIER", "visitor,70,gold", "user-03,31,", "user-02,,x");
    ModelManifest manifest = train(files.interactions(), null, users, RecipeSettings.of(recipe));
    List<Row> rows = table(manifest, ModelLayout.USERS, "user_id");
    assertThat(manifest.counts()).containsEntry("users", (long) rows.size());
    List<String> described = new ArrayList<>();
    for (Row row : rows) {
      List<Float> embedding = row.getList(row.fieldIndex("embedding"));
      assertThat(embedding).hasSize(manifest.dimension()).endsWith(1f);
      String age = row.getAs("age");
      String tier = row.getAs("tier");
      if (age != null || tier != null) {
        described.add(row.getAs("user_id") + " " + age + " " + tier);
      }
    }
    assertThat(rows).hasSize(BoardFiles.SIZE + 1);
    assertThat(described).containsExactly("user-02 null x", "user-03 31 null", "visitor 70 gold");
  }

  @Test
  void trendingNowOrdersByTheLastTwoIntervals() throws Exception {
    Path interactions = files.interactions();
    List<String> lines = new ArrayList<>(Files.readAllLines(interactions));
    for (int user = 0; user < 25; user++) {
      lines.add("user-%02d,item-41,1900000000,tv".formatted(user));
      lines.add("user-%02d,item-40,%d,tv".formatted(user, user < 9 ? 1899999000 : 1900000000));
    }
    Files.write(interactions, lines);
    TreeMap<String, String> hyperparameters = new TreeMap<>();
    hyperparameters.put("trend_discovery_frequency", "30 minutes");
    ModelManifest halfHours =
        train(interactions, null, new RecipeSettings(Recipe.TRENDING_NOW, hyperparameters));
    List<Row> rows = table(halfHours, ModelLayout.POPULAR_ITEMS, "rank");
    assertThat(rows.get(0).getString(1)).isEqualTo("item-40");
    assertThat(rows.get(0).getDouble(4)).isEqualTo(3.5);
    assertThat(rows.get(1).getString(1)).isEqualTo("item-41");
    assertThatThrownBy(
            () ->
                new Publisher(store).publish("popular", halfHours.model(), Recipe.POPULARITY_COUNT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is trained for aws-trending-now");
  }

  @Test
  void trendingNowNeedsTimes() throws Exception {
    List<String> lines = Files.readAllLines(files.interactions());
    List<String> undated =
        lines.stream()
            .map(line -> line.substring(0, line.indexOf(',', line.indexOf(',') + 1)))
            .toList();
    Path file = Files.write(folder.resolve("undated.csv"), undated);
    assertThatThrownBy(() -> train(file, null, RecipeSettings.of(Recipe.TRENDING_NOW)))
        .isInstanceOf(InputException.class)
        .hasMessage(file + " has no TIMESTAMP, which aws-trending-now needs");
    assertThat(folder.resolve("store/models")).doesNotExist();
  }

  @Test
  void thePercentilesOfHistoriesDecideWhoIsLearntFrom() throws Exception {
    Path interactions = files.interactions();
    List<String> lines = new ArrayList<>(Files.readAllLines(interactions));
    for (int repeat = 0; repeat < 50; repeat++) {
      lines.add("robot,item-%02d,1750000000,tv".formatted(repeat));
    }
    Files.write(interactions, lines);
    TreeMap<String, String> hyperparameters = new TreeMap<>();
    hyperparameters.put("max_user_history_length_percentile", "0.98");
    ModelManifest manifest =
        train(interactions, null, new RecipeSettings(Recipe.USER_PERSONALIZATION, hyperparameters));
    assertThat(table(manifest, ModelLayout.USERS, "user_id"))
        .noneMatch(row -> row.getString(0).equals("robot"))
        .hasSize(BoardFiles.SIZE);
  }
}
