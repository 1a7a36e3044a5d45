package io.nightjar.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.CampaignSplit;
import io.nightjar.shared.campaign.ItemExplorationConfig;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherTest {
  @TempDir Path folder;

  private ModelStore store;

  @BeforeEach
  void open() {
    store = new ModelStore(folder.toString(), new Configuration());
  }

  private static String id(Instant created) {
    return ModelLayout.modelId(created, 7);
  }

  /** A model made so many days ago that has the given tables, each one file of one byte. */
  private String model(int daysAgo, String... tables) throws IOException {
    String model = id(Instant.now().minus(daysAgo, ChronoUnit.DAYS));
    TreeMap<String, ModelManifest.FileEntry> files = new TreeMap<>();
    for (String table : tables) {
      Path file = folder.resolve("models").resolve(model).resolve(table).resolve("part-0");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
      files.put(table + "/part-0", new ModelManifest.FileEntry(1, "00"));
    }
    store.replaceManifest(
        new ModelManifest(
            1,
            model,
            "2026-01-01T00:00:00Z",
            "aws-user-personalization",
            8,
            null,
            null,
            null,
            0,
            1,
            null,
            null,
            files));
    return model;
  }

  private static CampaignOptions metadata(boolean offered) {
    return new CampaignOptions(offered, null, null);
  }

  private static CampaignOptions split(double percent) {
    return new CampaignOptions(null, null, percent);
  }

  private String complete(int daysAgo) throws IOException {
    return model(daysAgo, "users", "items", "context", "recommendations");
  }

  @Test
  void publishesAndRollsBack() throws IOException {
    String first = complete(3);
    String second = complete(2);
    Publisher publisher = new Publisher(store);
    assertThat(publisher.publish("home", first, null).previousModel()).isNull();
    assertThat(publisher.publish("home", second, null).previousModel()).isEqualTo(first);
    assertThat(publisher.publish("home", second, null).previousModel()).isEqualTo(first);
    assertThat(publisher.rollback("home").model()).isEqualTo(first);
    assertThat(store.campaign("home").orElseThrow().model()).isEqualTo(first);
    assertThat(publisher.rollback("home").model()).isEqualTo(second);
  }

  @Test
  void aCampaignKeepsItsOptionsUntilTheyAreChanged() throws IOException {
    Publisher publisher = new Publisher(store);
    String first = complete(3);
    String second = complete(2);
    assertThat(publisher.publish("home", first, null).enableMetadataWithRecommendations()).isNull();
    publisher.publish("home", first, null, metadata(true));
    assertThat(publisher.publish("home", second, null).enableMetadataWithRecommendations())
        .isTrue();
    assertThat(publisher.rollback("home").enableMetadataWithRecommendations()).isTrue();
    publisher.publish("home", second, null, metadata(false));
    assertThat(store.campaign("home").orElseThrow().enableMetadataWithRecommendations()).isFalse();
  }

  private static CampaignOptions exploring(String weight, String days) {
    return new CampaignOptions(null, null, null, new ExplorationSettings(weight, days));
  }

  @Test
  void explorationIsKeptUntilItIsChangedWithAmazonsDefaults() throws IOException {
    Publisher publisher = new Publisher(store);
    String first = model(3, "users", "items", "context", "recommendations", "item_ages");
    String second = model(2, "users", "items", "context", "recommendations", "item_ages");
    assertThat(publisher.publish("home", first, null).itemExplorationConfig()).isNull();
    assertThat(publisher.publish("home", first, null, exploring("0.1", null)).toJson())
        .contains(
            "\"itemExplorationConfig\" : {",
            "\"explorationWeight\" : \"0.1\"",
            "\"explorationItemAgeCutOff\" : \"30\"");
    publisher.publish("home", second, null, exploring(null, "7"));
    ItemExplorationConfig changed = new ItemExplorationConfig("0.1", "7");
    assertThat(publisher.rollback("home").itemExplorationConfig()).isEqualTo(changed);
    assertThat(store.campaign("home").orElseThrow().itemExplorationConfig()).isEqualTo(changed);
    assertThat(publisher.publish("other", first, null, exploring(null, "7")).explores()).isTrue();
    assertThat(publisher.publish("home", first, null, exploring("0", null)).explores()).isFalse();
  }

  @Test
  void explorationNeedsARecipeForUsersAndTheAgesOfItems() throws IOException {
    Publisher publisher = new Publisher(store);
    String old = complete(3);
    String model = model(2, "users", "items", "context", "recommendations", "item_ages");
    assertThatThrownBy(
            () ->
                publisher.publish("rank", model, "aws-personalized-ranking", exploring("0.1", "7")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "--exploration-weight and --exploration-item-age-cut-off need a campaign of"
                + " aws-user-personalization: this one has aws-personalized-ranking");
    assertThatThrownBy(() -> publisher.publish("home", old, null, exploring("0.1", null)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "model "
                + old
                + " has no item_ages table, which the exploration of campaign home needs; train it"
                + " again or publish with --exploration-weight 0");
    publisher.publish("home", old, null);
    publisher.publish("home", model, null, exploring("0.1", null));
    assertThatThrownBy(() -> publisher.rollback("home")).hasMessageContaining("no item_ages table");
    publisher.publish("home", model, null, exploring("0", null));
    assertThat(publisher.rollback("home").model()).isEqualTo(old);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1", "-0.1", "NaN", "much"})
  void anExplorationWeightOutOfRangeIsNamed(String weight) {
    assertThatThrownBy(() -> exploring(weight, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("explorationWeight must be a number from 0 to 1: '" + weight + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "Infinity", "month"})
  void anAgeCutOffOutOfRangeIsNamed(String days) {
    assertThatThrownBy(() -> exploring(null, days))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("explorationItemAgeCutOff must be a number of days, 1 or more: '" + days + "'");
  }

  @Test
  void aSplitKeepsTheModelForTheOthersUntilItIsEnded() throws IOException {
    Publisher publisher = new Publisher(store);
    String first = complete(4);
    String second = complete(3);
    String third = complete(2);
    publisher.publish("home", first, null);
    publisher.publish("home", second, null);
    CampaignManifest split = publisher.publish("home", third, null, split(10));
    assertThat(split.model()).isEqualTo(second);
    assertThat(split.previousModel()).isEqualTo(first);
    assertThat(split.split()).isEqualTo(new CampaignSplit(third, 10));
    assertThat(store.campaign("home")).contains(split);
    assertThat(Published.text(split))
        .isEqualTo(
            "campaign home serves %s as aws-user-personalization, and %s to 10 %% of the users"
                .formatted(second, third));

    CampaignManifest ended = publisher.rollback("home");
    assertThat(ended.models()).containsExactly(second, first);
    assertThat(ended.split()).isNull();
    assertThat(publisher.rollback("home").model()).isEqualTo(first);

    publisher.publish("home", third, null, split(50));
    CampaignManifest all = publisher.publish("home", third, null);
    assertThat(all.split()).isNull();
    assertThat(all.models()).containsExactly(third, first);
  }

  @Test
  void aSplitNeedsACampaignAnotherModelAndTheSameRecipe() throws IOException {
    Publisher publisher = new Publisher(store);
    String first = complete(4);
    String second = complete(3);
    assertThatThrownBy(() -> publisher.publish("home", first, null, split(10)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "campaign home does not exist: --split needs a model that the other users stay with");
    publisher.publish("home", first, null);
    assertThatThrownBy(() -> publisher.publish("home", first, null, split(10)))
        .isInstanceOf(InputException.class)
        .hasMessage("campaign home serves " + first + " already: --split needs another");
    assertThatThrownBy(
            () -> publisher.publish("home", second, "aws-personalized-ranking", split(10)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "campaign home has recipe aws-user-personalization, which a split must keep:"
                + " aws-personalized-ranking");
    String bare = model(1, "users", "items", "context");
    assertThatThrownBy(() -> publisher.publish("home", bare, null, split(10)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no recommendations table");
    assertThat(store.campaign("home").orElseThrow().models()).containsExactly(first);
  }

  @Test
  void bothModelsOfASplitAreKept() throws IOException {
    Publisher publisher = new Publisher(store);
    String first = complete(4);
    String second = complete(3);
    String doomed = complete(2);
    publisher.publish("home", first, null);
    publisher.publish("home", second, null, split(10));
    assertThat(new Pruner(store).prune(0)).containsExactly(doomed);
    assertThatThrownBy(() -> store.requireUnpublished(second))
        .isInstanceOf(InputException.class)
        .hasMessage("model " + second + " is named by campaign home and must not change");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "0%", "100%", "-1%", "ten%", "1e1%", "NaN%"})
  void aShareIsBetweenNoneAndAll(String text) {
    assertThatThrownBy(() -> CampaignOptions.percent(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--split must be a share of the users between 0% and 100%, such as 10%: '"
                + text
                + "'");
    assertThat(CampaignOptions.percent("2.5 %")).isEqualTo(2.5);
    assertThat(CampaignOptions.percent(null)).isNull();
  }

  @Test
  void aRateIsKeptUntilItIsChanged() throws IOException {
    Publisher publisher = new Publisher(store);
    String first = complete(4);
    assertThat(publisher.publish("home", first, null).maxRequestsPerSecond()).isNull();
    CampaignOptions limited = new CampaignOptions(null, 50, null);
    assertThat(publisher.publish("home", first, null, limited).maxRequestsPerSecond())
        .isEqualTo(50);
    assertThat(publisher.publish("home", complete(3), null).maxRequestsPerSecond()).isEqualTo(50);
    assertThat(publisher.rollback("home").maxRequestsPerSecond()).isEqualTo(50);
    CampaignOptions free = new CampaignOptions(null, 0, null);
    assertThat(publisher.publish("home", first, null, free).maxRequestsPerSecond()).isNull();
    assertThatThrownBy(() -> new CampaignOptions(null, -1, null))
        .hasMessage("--max-rps must not be negative: -1");
  }

  @Test
  void theNameOfTheRecipeIsKeptAsItIsGiven() throws IOException {
    CampaignManifest campaign =
        new Publisher(store)
            .publish(
                "home",
                complete(1),
                "arn:aws:personalize:::recipe/aws-user-personalization-v2",
                CampaignOptions.KEPT);
    assertThat(campaign.recipe()).isEqualTo("aws-user-personalization-v2");
    assertThat(campaign.offersMetadata()).isTrue();
  }

  @Test
  void refusesAModelThatLacksWhatTheRecipeNeeds() throws IOException {
    String model = model(1, "users", "items", "context");
    Publisher publisher = new Publisher(store);
    assertThatThrownBy(() -> publisher.publish("home", model, null))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "model "
                + model
                + " has no recommendations table, which recipe aws-user-personalization needs; run"
                + " precompute first");
    assertThat(store.campaign("home")).isEmpty();
    assertThat(publisher.publish("home", model, Recipe.PERSONALIZED_RANKING).recipe())
        .isEqualTo("aws-personalized-ranking");
  }

  @Test
  void refusesAModelWithAMissingOrShortFile() throws IOException {
    String model = complete(1);
    Path file = folder.resolve("models").resolve(model).resolve("items/part-0");
    Files.writeString(file, "");
    assertThatThrownBy(() -> new Publisher(store).publish("home", model, null))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": is damaged: expected 1 bytes, found 0");
    Files.delete(file);
    assertThatThrownBy(() -> new Publisher(store).publish("home", model, null))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": is missing");
  }

  @Test
  void saysWhatIsNotThere() throws IOException {
    Publisher publisher = new Publisher(store);
    assertThatThrownBy(() -> publisher.publish("home", id(Instant.EPOCH), null))
        .isInstanceOf(InputException.class)
        .hasMessage("model " + id(Instant.EPOCH) + " does not exist in store " + folder);
    assertThatThrownBy(() -> publisher.rollback("home"))
        .isInstanceOf(InputException.class)
        .hasMessage("campaign home does not exist");
    publisher.publish("home", complete(1), null);
    assertThatThrownBy(() -> publisher.rollback("home"))
        .isInstanceOf(InputException.class)
        .hasMessage("campaign home has no previous model to go back to");
    assertThatThrownBy(() -> publisher.publish("no/slash", complete(1), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'no/slash'");
  }

  @Test
  void prunesWhatNoCampaignNames() throws IOException {
    String oldest = complete(9);
    String previous = complete(8);
    String current = complete(7);
    String older = complete(6);
    String newest = complete(5);
    Publisher publisher = new Publisher(store);
    publisher.publish("home", previous, null);
    publisher.publish("home", current, null);
    assertThat(new Pruner(store).prune(1)).containsExactly(oldest, older);
    assertThat(store.modelFolders()).containsExactly(previous, current, newest);
    assertThat(new Pruner(store).prune(0)).containsExactly(newest);
  }

  @Test
  void prunesHalfMadeModelsOnlyAfterADay() throws IOException {
    String abandoned = id(Instant.now().minus(2, ChronoUnit.DAYS));
    String running = id(Instant.now());
    for (String model : List.of(abandoned, running)) {
      Files.createDirectories(folder.resolve("models").resolve(model).resolve("users"));
    }
    assertThat(new Pruner(store).prune(0)).containsExactly(abandoned);
    assertThat(store.modelFolders()).containsExactly(running);
  }

  @Test
  void prunesTheRecordsOfAllButTheNewestHundredRuns() {
    Instant first = Instant.now();
    for (int run = 0; run < 103; run++) {
      store.replace(ModelLayout.runFile(id(first.plusSeconds(run))), "{}");
    }
    assertThat(new Pruner(store).prune(0)).isEmpty();
    assertThat(store.list(ModelLayout.RUNS))
        .hasSize(100)
        .contains(id(first.plusSeconds(102)) + ".json");
    assertThat(store.list(ModelLayout.RUNS)).doesNotContain(id(first.plusSeconds(2)) + ".json");
  }
}
