package io.nightjar.shared.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.shared.model.ModelManifest.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelManifestTest {
  private static final String PATH = "models/20260101T000000000Z-00000001/model.json";
  private static final String SHA =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void whatIsWrittenReadsBack() {
    ModelManifest manifest = manifest();
    assertThat(ModelManifest.parse(PATH, manifest.toJson())).isEqualTo(manifest);
  }

  @Test
  void missingCollectionsAreEmpty() {
    ModelManifest manifest =
        ModelManifest.parse(
            PATH,
            """
            {"formatVersion": 1, "model": "20260101T000000000Z-00000001", "dimension": 8,
             "files": {"users/part-0.parquet": {"size": 0, "sha256": "%s"}}}
            """
                .formatted(SHA));
    assertThat(manifest.counts()).isEmpty();
    assertThat(manifest.contextFields()).isEmpty();
    assertThat(manifest.variants()).isEmpty();
    assertThat(manifest.arguments()).isEmpty();
    assertThat(manifest.training()).isEmpty();
  }

  @Test
  void unknownMembersAreLeftToThoseWhoKnowThem() {
    String text = manifest().toJson().replaceFirst("\\{", "{\"later\": [1, 2], ");
    assertThat(ModelManifest.parse(PATH, text)).isEqualTo(manifest());
  }

  @Test
  void newerFormatsAreRefusedEvenWhenTheirMembersDiffer() {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(
            () -> ModelManifest.parse(PATH, "{\"formatVersion\": 2, \"model\": {\"id\": 7}}"))
        .withMessage(PATH + ": has format version 2, this version of Nightjar reads up to 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "not json", "{\"formatVersion\": \"x\"}", "{}"})
  void damagedTextNamesThePath(String text) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelManifest.parse(PATH, text))
        .withMessageStartingWith(PATH + ": ");
  }

  @Test
  void textAfterTheEndIsDamage() {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelManifest.parse(PATH, manifest().toJson() + "\"topN\" : 5\n}\n"))
        .withMessageStartingWith(PATH + ": is damaged: ");
  }

  @Test
  void aCutFileIsDamage() {
    String text = manifest().toJson();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelManifest.parse(PATH, text.substring(0, text.length() / 2)))
        .withMessageStartingWith(PATH + ": is damaged: ");
  }

  @Test
  void brokenRulesAreNamed() {
    String text = manifest().toJson().replace("\"dimension\" : 8", "\"dimension\" : 0");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ModelManifest.parse(PATH, text))
        .withMessageStartingWith(PATH + ": is damaged: ")
        .withMessageContaining("dimension must be positive: 0");
  }

  @Test
  void collectionsAreCopied() {
    List<String> values = new ArrayList<>(List.of("tv"));
    ModelManifest manifest =
        new ModelManifest(
            1,
            "20260101T000000000Z-00000001",
            null,
            null,
            8,
            null,
            new TreeMap<>(Map.of("DEVICE", values)),
            null,
            0,
            0,
            null,
            null,
            new TreeMap<>(Map.of("users/a", new FileEntry(1, SHA))));
    values.add("mobile");
    assertThat(manifest.contextFields()).containsExactly(Map.entry("DEVICE", List.of("tv")));
  }

  @Test
  void filesAreFoundByFolder() {
    ModelManifest manifest = manifest();
    assertThat(manifest.filesIn("users")).containsExactly("users/part-0.parquet");
    assertThat(manifest.has("items")).isTrue();
    assertThat(manifest.has("item")).isFalse();
    assertThat(manifest.has(ModelLayout.RECOMMENDATIONS)).isFalse();
  }

  @Test
  void newFilesReplaceThoseOfTheirFolder() {
    ModelManifest manifest =
        manifest().withFiles("users", Map.of("users/part-1.parquet", new FileEntry(5, SHA)));
    assertThat(manifest.files().keySet())
        .containsExactly("items/part-0.parquet", "users/part-1.parquet");
  }

  @Test
  void aSingleFileIsFoundByItsName() {
    ModelManifest manifest =
        manifest()
            .withFiles(ModelLayout.METRICS, Map.of(ModelLayout.METRICS, new FileEntry(5, SHA)));
    assertThat(manifest.has(ModelLayout.METRICS)).isTrue();
    assertThat(manifest.filesIn(ModelLayout.METRICS)).containsExactly(ModelLayout.METRICS);
  }

  @Test
  void precomputeAddsItsVariants() {
    ModelManifest manifest = manifest().withTable(List.of("", "DEVICE=tv"), 50);
    assertThat(manifest.variants()).containsExactly("", "DEVICE=tv");
    assertThat(manifest.topN()).isEqualTo(50);
    assertThat(manifest.files()).isEqualTo(manifest().files());
  }

  @Test
  void aManifestMustListFiles() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ModelManifest(
                    1,
                    "20260101T000000000Z-00000001",
                    null,
                    null,
                    8,
                    null,
                    null,
                    null,
                    0,
                    0,
                    null,
                    null,
                    new TreeMap<>()))
        .withMessage("files must list the files of the model: {}");
  }

  private static ModelManifest manifest() {
    return new ModelManifest(
        1,
        "20260101T000000000Z-00000001",
        "2026-01-01T00:00:00Z",
        "aws-user-personalization",
        8,
        new TreeMap<>(Map.of("users", 3L, "items", 5_000_000_000L)),
        new TreeMap<>(Map.of("DEVICE", List.of("mobile", "tv"))),
        List.of(),
        0,
        -7,
        List.of("--seed", "-7"),
        new TreeMap<>(Map.of("loss", 0.1)),
        new TreeMap<>(
            Map.of(
                "users/part-0.parquet",
                new FileEntry(10, SHA),
                "items/part-0.parquet",
                new FileEntry(20, SHA))));
  }
}
