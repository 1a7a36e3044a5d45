package io.nightjar.serving.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.serving.fixture.Tables;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final String ASK =
      "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"user-01\",\"numResults\":3}";
  private static final String ITEMS = "items/part-0.zstd.parquet";
  private static final String USERS = "users/part-1.zstd.parquet";
  private static final String CONTEXT = "context/part-0.zstd.parquet";
  private static final String RECOMMENDATIONS = "recommendations/part-1.zstd.parquet";

  @TempDir Path folder;
  private StoreFixture store;
  private String good;
  private String bad;
  private RunningServer server;

  @BeforeEach
  void serveAGoodModel() {
    store = new StoreFixture(folder);
    good = store.writeModel(new Checkerboard(4));
    bad = store.writeModel(new Checkerboard(4));
    store.publish("home", StoreFixture.RECOMMEND, good);
    server = RunningServer.of(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Publishes the bad model and returns why it was refused. */
  private String refusal() throws IOException {
    store.publish("home", StoreFixture.RECOMMEND, bad);
    return awaitRefusal();
  }

  private String awaitRefusal() throws IOException {
    RunningServer.await("refused", () -> server.get("/readyz").statusCode() == 503);
    HttpResponse<String> reply = server.post("/recommendations", ASK);
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("x-nightjar-model")).hasValue(good);
    return ReloadTest.readiness(server).get("failures").get(0).get("message").asText();
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
    Files.write(file, content);
    RunningServer.await("mended", () -> server.get("/readyz").statusCode() == 200);
    assertThat(server.post("/recommendations", ASK).headers().firstValue("x-nightjar-model"))
        .hasValue(bad);
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
    assertThat(awaitRefusal()).startsWith(folder.resolve("campaigns/home.json") + ": ");
  }

  @Test
  void aCampaignOfAnotherNameIsNamed() throws IOException {
    store.writeCampaign(
        "home",
        "{\"campaign\":\"away\",\"recipe\":\"aws-user-personalization\",\"model\":\""
            + good
            + "\"}");
    assertThat(awaitRefusal())
        .isEqualTo(folder.resolve("campaigns/home.json") + ": must be of campaign home: away");
  }

  @Test
  void aCampaignOfAnUnknownRecipeIsNamed() throws IOException {
    store.writeCampaign(
        "home", "{\"campaign\":\"home\",\"recipe\":\"aws-magic\",\"model\":\"" + good + "\"}");
    assertThat(awaitRefusal())
        .startsWith(folder.resolve("campaigns/home.json") + ": ")
        .contains("aws-magic");
  }
}
