package io.nightjar.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback by the console, over real HTTP. */
class RollbackTest {
  private static final String PATH = "/console/api/campaigns/home/rollback";

  @TempDir Path folder;
  private StoreFixture store;
  private RunningServer server;
  private String older;
  private String newer;

  @BeforeEach
  void serve() {
    store = new StoreFixture(folder);
    older = store.writeModel(new Checkerboard(10));
    newer = store.writeModel(new Checkerboard(10));
    publish(newer, older);
    server = RunningServer.of(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void publish(String model, String previous) {
    store.publish("home", StoreFixture.RECOMMEND, model, previous);
  }

  private HttpResponse<String> rollBack(String from, String to, String... headers) {
    return server.postFromConsole(
        PATH, "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to), headers);
  }

  private CampaignManifest file() throws IOException {
    Path file = folder.resolve("campaigns/home.json");
    return CampaignManifest.parse(file.toString(), Files.readString(file));
  }

  private String served() {
    return server
        .post("/recommendations", "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"user-03\"}")
        .headers()
        .firstValue("x-nightjar-model")
        .orElse(null);
  }

  @Test
  void theModelBeforeIsServedAgainAndASecondRollbackLeadsBack() throws IOException {
    HttpResponse<String> reply = rollBack(newer, older);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(file().model()).isEqualTo(older);
    assertThat(file().previousModel()).isEqualTo(newer);
    RunningServer.await("the older model is served", () -> older.equals(served()));
    assertThat(rollBack(older, newer).statusCode()).isEqualTo(200);
    RunningServer.await("the newer model is served again", () -> newer.equals(served()));
  }

  @Test
  void whatHasChangedSinceItWasConfirmedIsNotDone() throws IOException {
    String text = Files.readString(folder.resolve("campaigns/home.json"));
    HttpResponse<String> reply = rollBack(older, newer);
    assertThat(reply.statusCode()).isEqualTo(409);
    assertThat(reply.body())
        .isEqualTo(
            "{\"message\":\"campaign home has changed meanwhile: it names model "
                + newer
                + ", and "
                + older
                + " before\"}");
    assertThat(folder.resolve("campaigns/home.json")).hasContent(text);
  }

  @Test
  void aModelThatLacksAFileIsNotGoneBackTo() throws IOException {
    Path file = store.file(older, "items/part-0.zstd.parquet");
    Files.delete(file);
    HttpResponse<String> reply = rollBack(newer, older);
    assertThat(reply.statusCode()).isEqualTo(409);
    assertThat(reply.body()).contains("items/part-0.zstd.parquet: is missing");
    assertThat(file().model()).isEqualTo(newer);
  }

  @Test
  void aCampaignWithoutAModelBeforeHasNoWayBack() throws IOException {
    publish(newer, null);
    assertThat(rollBack(newer, older).body())
        .isEqualTo("{\"message\":\"campaign home has no previous model to go back to\"}");
  }

  @Test
  void otherSitesAreRefused() throws IOException {
    HttpResponse<String> foreign = rollBack(newer, older, "Origin", "https://evil.example");
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.body())
        .isEqualTo("{\"message\":\"a page of another site must not change anything here\"}");
    assertThat(rollBack(newer, older, "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(file().model()).isEqualTo(newer);
    String own = "http://127.0.0.1:" + server.adminPort();
    assertThat(rollBack(newer, older, "Origin", own).statusCode()).isEqualTo(200);
  }

  @Test
  void theMainPortRollsNothingBack() throws IOException {
    HttpResponse<String> reply =
        server.post(PATH, "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(newer, older));
    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(file().model()).isEqualTo(newer);
  }

  @Test
  void membersThatAreNoModelsAreNamed() {
    assertThat(rollBack("../x", older).body())
        .isEqualTo("{\"message\":\"from must be a model id: '../x'\"}");
    assertThat(server.postFromConsole(PATH, "{\"from\":\"" + newer + "\"}").body())
        .isEqualTo("{\"message\":\"to must be a model id: it is missing\"}");
  }
}
