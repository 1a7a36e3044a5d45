package io.nightjar.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
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
    publisher.publish("home", first, null, true);
    assertThat(publisher.publish("home", second, null).enableMetadataWithRecommendations())
        .isTrue();
    assertThat(publisher.rollback("home").enableMetadataWithRecommendations()).isTrue();
    publisher.publish("home", second, null, false);
    assertThat(store.campaign("home").orElseThrow().enableMetadataWithRecommendations()).isFalse();
  }

  @Test
  void theNameOfTheRecipeIsKeptAsItIsGiven() throws IOException {
    CampaignManifest campaign =
        new Publisher(store)
            .publish(
                "home",
                complete(1),
                "arn:aws:personalize:::recipe/aws-user-personalization-v2",
                null);
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
}
