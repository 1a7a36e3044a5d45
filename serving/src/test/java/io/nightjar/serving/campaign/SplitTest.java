package io.nightjar.serving.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.campaign.CampaignSplit;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two models of one campaign, each for its own users. */
class SplitTest {
  private static final int USERS = 60;
  private static final int SMALL = 4;
  private static final int LARGE = 6;

  @TempDir Path folder;
  private StoreFixture store;
  private String first;
  private String second;

  @BeforeEach
  void trainTwoModels() {
    store = new StoreFixture(folder);
    first = store.writeModel(new Checkerboard(SMALL));
    second = store.writeModel(new Checkerboard(LARGE));
  }

  private static HttpResponse<String> ask(RunningServer server, String user) {
    return server.post(
        "/recommendations",
        "{\"campaignArn\":\"CAMPAIGNS/home\",%s\"numResults\":500}"
            .formatted(user == null ? "" : "\"userId\":\"" + user + "\","));
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElse("none");
  }

  private static int items(HttpResponse<String> reply) throws IOException {
    return new ObjectMapper().readTree(reply.body()).get("itemList").size();
  }

  /** Both models list all of their items, so the number of items tells who answered. */
  private void assertSplit(RunningServer server, double percent) throws IOException {
    CampaignSplit split = new CampaignSplit(second, percent);
    for (int user = 0; user < USERS; user++) {
      HttpResponse<String> reply = ask(server, "user-" + user);
      boolean taken = split.takes("home", "user-" + user);
      assertThat(header(reply, "x-nightjar-arm")).isEqualTo(taken ? "b" : "a");
      assertThat(header(reply, "x-nightjar-model")).isEqualTo(taken ? second : first);
      assertThat(items(reply)).isEqualTo(taken ? LARGE : SMALL);
    }
  }

  @Test
  void eachUserStaysOnOneSideUntilTheSplitEnds() throws IOException {
    store.publish("home", StoreFixture.RECOMMEND, first);
    try (RunningServer server = RunningServer.of(folder)) {
      assertThat(header(ask(server, "user-1"), "x-nightjar-arm")).isEqualTo("none");
      store.publishSplit("home", StoreFixture.RECOMMEND, first, second, 30);
      RunningServer.await(
          "the split", () -> header(ask(server, "user-1"), "x-nightjar-arm").length() == 1);
      assertSplit(server, 30);
      assertSplit(server, 30);
      JsonNode campaign =
          new ObjectMapper().readTree(server.get("/readyz").body()).get("campaigns").get(0);
      assertThat(campaign.get("model").asText()).isEqualTo(first);
      assertThat(campaign.get("splitModel").asText()).isEqualTo(second);
      assertThat(campaign.get("splitPercent").asDouble()).isEqualTo(30);
      store.publish("home", StoreFixture.RECOMMEND, second);
      RunningServer.await(
          "the end", () -> header(ask(server, "user-1"), "x-nightjar-arm").equals("none"));
      for (int user = 0; user < USERS; user++) {
        assertThat(items(ask(server, "user-" + user))).isEqualTo(LARGE);
      }
    }
  }

  @Test
  void aRankingIsOfItsUsersArm() throws IOException {
    store.publishSplit("rank", StoreFixture.RANK, first, second, 50);
    CampaignSplit split = new CampaignSplit(second, 50);
    try (RunningServer server = RunningServer.of(folder)) {
      for (int user = 0; user < USERS; user++) {
        HttpResponse<String> reply =
            server.post(
                "/personalize-ranking",
                "{\"campaignArn\":\"CAMPAIGNS/rank\",\"userId\":\"user-%d\",\"inputList\":[\"item-01\"]}"
                    .formatted(user));
        boolean taken = split.takes("rank", "user-" + user);
        assertThat(header(reply, "x-nightjar-model")).isEqualTo(taken ? second : first);
        assertThat(header(reply, "x-nightjar-arm")).isEqualTo(taken ? "b" : "a");
      }
    }
  }

  @Test
  void neitherModelServesUnlessBothDo() throws IOException {
    store.publish("home", StoreFixture.RECOMMEND, first);
    CampaignRegistry registry = new CampaignRegistry();
    Duration never = Duration.ofHours(1);
    try (SnapshotReloader reloader = new SnapshotReloader(folder, registry, never, never)) {
      reloader.scan();
      CampaignSnapshot before = registry.snapshot("home");
      Path file = store.file(second, "items/part-0.zstd.parquet");
      long size = Files.size(file);
      Files.delete(file);
      store.publishSplit("home", StoreFixture.RECOMMEND, first, second, 50);
      reloader.scan();
      assertThat(registry.snapshot("home")).isSameAs(before);
      assertThat(registry.view().failures().get("home").message())
          .isEqualTo(file + ": is missing; model.json lists it with " + size + " bytes");
    }
  }

  @Test
  void theSplitsEndKeepsWhatIsLoaded() {
    store.publishSplit("home", StoreFixture.RECOMMEND, first, second, 50);
    CampaignRegistry registry = new CampaignRegistry();
    Duration never = Duration.ofHours(1);
    try (SnapshotReloader reloader = new SnapshotReloader(folder, registry, never, never)) {
      reloader.scan();
      CampaignSnapshot share = registry.snapshot("home").other();
      assertThat(share.modelId()).isEqualTo(second);
      assertThat(registry.view().arms()).containsExactly(registry.snapshot("home"), share);
      store.publish("home", StoreFixture.RECOMMEND, second);
      reloader.scan();
      assertThat(registry.snapshot("home").model()).isSameAs(share.model());
      assertThat(registry.snapshot("home").index()).isSameAs(share.index());
      assertThat(registry.snapshot("home").other()).isNull();
    }
  }
}
