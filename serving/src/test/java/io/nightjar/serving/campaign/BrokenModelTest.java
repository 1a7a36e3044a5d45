package io.nightjar.serving.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.serving.fixture.Tables;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is broken is refused by name, and the model before it keeps serving. */
class BrokenModelTest {
  private static final String ITEMS = "items/part-0.zstd.parquet";
  private static final String USERS = "users/part-1.zstd.parquet";
  private static final String CONTEXT = "context/part-0.zstd.parquet";
  private static final String RECOMMENDATIONS = "recommendations/part-1.zstd.parquet";

  @TempDir Path folder;
  private final CampaignRegistry registry = new CampaignRegistry();
  private StoreFixture store;
  private String good;
  private String bad;
  private SnapshotReloader reloader;
  private CampaignSnapshot before;

  @BeforeEach
  void serveAGoodModel() {
    store = new StoreFixture(folder);
    good = store.writeModel(new Checkerboard(4));
    bad = store.writeModel(new Checkerboard(4));
    store.publish("home", StoreFixture.RECOMMEND, good);
    reloader = reloader(Duration.ofNanos(1));
    reloader.scan();
    before = registry.snapshot("home");
    assertThat(before.modelId()).isEqualTo(good);
  }

  private SnapshotReloader reloader(Duration retryInterval) {
    return new SnapshotReloader(folder, registry, Duration.ofHours(1), retryInterval);
  }

  @AfterEach
  void stop() {
    reloader.close();
  }

  /** Publishes the bad model and returns why it was refused. */
  private String refusal() {
    store.publish("home", StoreFixture.RECOMMEND, bad);
    return refusalOfFile();
  }

  private String refusalOfFile() {
    reloader.scan();
    assertThat(registry.snapshot("home")).isSameAs(before);
    assertThat(registry.view().ready()).isTrue();
    return registry.view().failures().get("home").message();
  }

  @ParameterizedTest
  @ValueSource(strings = {ITEMS, USERS, CONTEXT, RECOMMENDATIONS})
  void aTruncatedFileIsNamed(String path) throws IOException {
    Path file = store.file(bad, path);
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 1));
    assertThat(refusal())
        .isEqualTo(file + ": must have %d bytes: %d".formatted(content.length, content.length - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {ITEMS, USERS, CONTEXT, RECOMMENDATIONS})
  void aFlippedBitIsNamed(String path) throws IOException {
    Path file = store.file(bad, path);
    byte[] content = Files.readAllBytes(file);
    content[content.length / 2] ^= 1;
    Files.write(file, content);
    assertThat(refusal()).startsWith(file + ": must have the SHA-256 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {ITEMS, USERS, CONTEXT, RECOMMENDATIONS})
  void aMissingFileIsNamed(String path) throws IOException {
    Path file = store.file(bad, path);
    long size = Files.size(file);
    Files.delete(file);
    assertThat(refusal())
        .isEqualTo(file + ": is missing; model.json lists it with " + size + " bytes");
  }

  @Test
  void aModelThatIsMendedIsServed() throws IOException {
    Path file = store.file(bad, ITEMS);
    byte[] content = Files.readAllBytes(file);
    Files.delete(file);
    refusal();
    refusal();
    assertThat(registry.view().failures().get("home").refusals()).isEqualTo(2);
    Files.write(file, content);
    reloader.scan();
    assertThat(registry.snapshot("home").modelId()).isEqualTo(bad);
    assertThat(registry.view().ready()).isTrue();
  }

  @Test
  void aRefusedFileRestsUntilItChanges() throws IOException {
    store.writeCampaign("home", "{");
    reloader.close();
    reloader = reloader(Duration.ofHours(1));
    refusalOfFile();
    refusalOfFile();
    assertThat(registry.view().failures().get("home").refusals()).isEqualTo(1);
    store.publish("home", StoreFixture.RECOMMEND, bad);
    reloader.scan();
    assertThat(registry.snapshot("home").modelId()).isEqualTo(bad);
  }

  @Test
  void aNewerFormatIsNamed() throws IOException {
    store.editManifest(
        bad, text -> text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 99"));
    assertThat(refusal())
        .isEqualTo(
            store.file(bad, ModelLayout.MANIFEST)
                + ": has format version 99, this version of Nightjar reads up to "
                + ModelLayout.FORMAT_VERSION);
  }

  @Test
  void aManifestOfAnotherModelIsNamed() throws IOException {
    store.editManifest(bad, text -> text.replace(bad, good));
    assertThat(refusal())
        .isEqualTo(
            store.file(bad, ModelLayout.MANIFEST) + ": must be of model " + bad + ": " + good);
  }

  @Test
  void aManifestThatLeavesTheFolderIsNamed() throws IOException {
    store.editManifest(bad, text -> text.replace(ITEMS, "items/../../" + good + "/" + ITEMS));
    assertThat(refusal())
        .startsWith(
            store.file(bad, ModelLayout.MANIFEST) + ": files must lie in the model's folder: ");
  }

  @Test
  void aCountThatDiffersIsNamed() throws IOException {
    store.editManifest(bad, text -> text.replace("\"items\" : 4", "\"items\" : 5"));
    assertThat(refusal())
        .isEqualTo(store.file(bad, ModelLayout.MANIFEST) + ": counts 5 items, its files hold 4");
  }

  @Test
  void aModelWithoutItemsIsNamed() throws IOException {
    store.editManifest(
        bad, text -> text.replace(ITEMS, "nowhere").replace("\"items\" : 4", "\"items\" : 0"));
    assertThat(refusal())
        .isEqualTo(store.file(bad, ModelLayout.MANIFEST) + ": must list files of items: none");
  }

  @Test
  void aTableThatIsPromisedAndMissingIsNamed() throws IOException {
    store.editManifest(bad, text -> text.replace("recommendations/", "other/"));
    assertThat(refusal())
        .isEqualTo(
            store.file(bad, ModelLayout.MANIFEST)
                + ": must list files of recommendations for its 2 variants: none");
  }

  @Test
  void whatIsNoParquetIsNamed() throws IOException {
    Path file = store.file(bad, ITEMS);
    Files.writeString(file, "this is no Parquet file, whatever its name says");
    store.listFilesAgain(bad);
    assertThat(refusal()).startsWith(file + ": cannot be read as Parquet: ");
  }

  @Test
  void aDuplicateItemIsNamed() throws IOException {
    Tables.Row item =
        row -> {
          row.add("item_id", "twice");
          Tables.addFloats(row, "embedding", new float[7]);
        };
    Tables.write(store.file(bad, "items/part-1.zstd.parquet"), Tables.ITEMS, List.of(item, item));
    store.listFilesAgain(bad);
    store.editManifest(bad, text -> text.replace("\"items\" : 4", "\"items\" : 6"));
    assertThat(refusal())
        .isEqualTo(
            store.file(bad, ModelLayout.MANIFEST)
                + ": names tables that break a rule: ids must be distinct: 'twice'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"campaign\":\"home\"", "nonsense", "[]", "null"})
  void aHalfWrittenCampaignIsNamed(String text) throws IOException {
    store.writeCampaign("home", text);
    assertThat(refusalOfFile()).startsWith(folder.resolve("campaigns/home.json") + ": ");
  }

  @Test
  void aCampaignOfAnotherNameIsNamed() throws IOException {
    store.writeCampaign(
        "home",
        "{\"campaign\":\"away\",\"recipe\":\"aws-user-personalization\",\"model\":\""
            + good
            + "\"}");
    assertThat(refusalOfFile())
        .isEqualTo(folder.resolve("campaigns/home.json") + ": must be of campaign home: away");
  }

  @Test
  void aCampaignOfAnUnknownRecipeIsNamed() throws IOException {
    store.writeCampaign(
        "home", "{\"campaign\":\"home\",\"recipe\":\"aws-magic\",\"model\":\"" + good + "\"}");
    assertThat(refusalOfFile())
        .startsWith(folder.resolve("campaigns/home.json") + ": ")
        .contains("aws-magic");
  }
}
