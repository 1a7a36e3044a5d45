package io.nightjar.shared.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelManifest;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignManifestTest {
  private static final String PATH = "campaigns/films.json";
  private static final String OLD = "20260101T000000000Z-00000001";
  private static final String NEW = "20260102T000000000Z-00000002";
  private static final Instant LATER = Instant.parse("2026-01-03T00:00:00.5Z");

  @Test
  void whatIsWrittenReadsBack() {
    CampaignManifest manifest = manifest("films", NEW, OLD);
    assertThat(CampaignManifest.parse(PATH, manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void theFirstPublicationHasNoPreviousModel() {
    CampaignManifest manifest = manifest("films", NEW, null);
    assertThat(manifest.toJson()).doesNotContain("previousModel");
    assertThat(CampaignManifest.parse(PATH, manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void metadataIsOfferedWhereTheFileSaysSoAndByEveryV2() {
    CampaignManifest plain = manifest("films", NEW, null);
    assertThat(plain.offersMetadata()).isFalse();
    assertThat(plain.toJson()).doesNotContain("etadata");
    for (Boolean offered : new Boolean[] {true, false}) {
      CampaignManifest manifest =
          new CampaignManifest(
              "films", "aws-user-personalization", NEW, null, null, offered, null, null);
      assertThat(manifest.offersMetadata()).isEqualTo(offered);
      assertThat(CampaignManifest.parse(PATH, manifest.toJson())).isEqualTo(manifest);
      assertThat(
              new CampaignManifest(
                      "films", "aws-personalized-ranking-v2", NEW, null, null, offered, null, null)
                  .offersMetadata())
          .isTrue();
    }
  }

  @Test
  void aRollbackNeedsAModelBefore() {
    assertThatExceptionOfType(UnservableModelException.class)
        .isThrownBy(() -> manifest("films", NEW, null).rollbackModel())
        .withMessage("campaign films has no previous model to go back to");
  }

  @Test
  void twoRollbacksLeadBack() {
    CampaignManifest manifest = manifest("films", NEW, OLD);
    CampaignManifest back = manifest.rolledBack(model(OLD, "users"), LATER);
    assertThat(back)
        .isEqualTo(
            new CampaignManifest(
                "films", "aws-user-personalization", OLD, NEW, "2026-01-03T00:00:00Z"));
    assertThat(back.rolledBack(model(NEW, "users"), LATER).model()).isEqualTo(NEW);
  }

  @Test
  void aRollbackToAModelWithoutItsTablesIsRefused() {
    assertThatExceptionOfType(UnservableModelException.class)
        .isThrownBy(() -> manifest("films", NEW, OLD).rolledBack(model(OLD, "other"), LATER))
        .withMessageStartingWith("model " + OLD + " has no users table");
  }

  private static ModelManifest model(String id, String table) {
    TreeMap<String, ModelManifest.FileEntry> files = new TreeMap<>();
    for (String name : List.of(table, "items", "context", "recommendations")) {
      files.put(name + "/part-0.parquet", new ModelManifest.FileEntry(1, "00"));
    }
    return new ModelManifest(
        1,
        id,
        "2026-01-01T00:00:00Z",
        "aws-user-personalization",
        2,
        null,
        null,
        null,
        1,
        1,
        null,
        null,
        files);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../films", "a b"})
  void aCampaignMustHaveAName(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> manifest(name, NEW, null))
        .withMessage(
            "campaign must be 1 to 63 letters, digits, '-' and '_', starting with a letter or"
                + " digit: '"
                + name
                + "'");
  }

  @Test
  void modelsMustBeModelIds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> manifest("films", "latest", null))
        .withMessage("model must be a model id: latest");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> manifest("films", NEW, "../x"))
        .withMessage("previousModel must be a model id: ../x");
  }

  @Test
  void recipesMustBeKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CampaignManifest("films", null, NEW, null, null))
        .withMessage("recipe must be given: null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CampaignManifest("films", "aws-nonsense", NEW, null, null))
        .withMessageStartingWith("recipe must be one of ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{", "{}", "[]"})
  void damagedTextNamesThePath(String text) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> CampaignManifest.parse(PATH, text))
        .withMessageStartingWith(PATH + ": ");
  }

  private static CampaignManifest manifest(String campaign, String model, String previous) {
    return new CampaignManifest(
        campaign, "aws-user-personalization", model, previous, "2026-01-02T00:00:00Z");
  }
}
