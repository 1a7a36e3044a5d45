package io.nightjar.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.FilterTables;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the console's pages ask for, over real HTTP. */
class ConsoleDataTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String HOME = "/console/api/campaigns/home";
  private static final String RUN = "20260102T000000000Z-00000001";

  @TempDir static Path folder;
  private static RunningServer server;
  private static String model;
  private static String older;

  @BeforeAll
  static void serve() throws IOException {
    StoreFixture store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(30);
    older = store.writeModel(new Checkerboard(10));
    model = store.writeModel(board);
    FilterTables.write(store, model, board);
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    store.publish("gone", StoreFixture.RECOMMEND, "20260101T000000000Z-0000000f");
    store.writeFilter("genre", "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)");
    Files.createDirectories(folder.resolve("runs"));
    Files.writeString(
        folder.resolve("runs/" + RUN + ".json"),
        """
        {"formatVersion": 1, "run": "%s", "command": "nightly", "started": "2026-01-02T00:00:00Z",
         "updated": "2026-01-02T00:01:00Z", "seconds": 60.5, "outcome": "failed", "reason": "disk full",
         "steps": [{"name": "read interactions", "started": "2026-01-02T00:00:00Z", "seconds": 2.5,
                    "outcome": "succeeded", "counts": {"rowsRead": 10, "rejectedRows": 1}}]}
        """
            .formatted(RUN));
    Files.writeString(folder.resolve("runs/20260103T000000000Z-00000001.json"), "{");
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode get(String path) throws Exception {
    HttpResponse<String> reply = server.admin("GET", path);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return MAPPER.readTree(reply.body());
  }

  private static List<String> texts(JsonNode list, String member) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(member == null ? one.asText() : one.get(member).asText()));
    return texts;
  }

  @Test
  void theOverviewHasEveryCampaignServedOrRefused() throws Exception {
    JsonNode overview = get("/console/api/overview");
    assertThat(overview.get("ready").asBoolean()).isFalse();
    assertThat(overview.get("runtime").get("port").asInt()).isEqualTo(server.port());
    assertThat(texts(overview.get("campaigns"), "name")).containsExactly("gone", "home", "rank");
    JsonNode gone = overview.get("campaigns").get(0);
    assertThat(gone.get("state").asText()).isEqualTo("refused");
    assertThat(gone.get("failure").get("message").asText()).endsWith("model.json: is missing");
    JsonNode home = overview.get("campaigns").get(1);
    assertThat(home.get("state").asText()).isEqualTo("active");
    assertThat(home.get("model").asText()).isEqualTo(model);
    assertThat(home.get("users").asInt()).isEqualTo(30);
    assertThat(home.get("operation").asText()).isEqualTo("GetRecommendations");
    assertThat(home.get("contextFields").toString()).isEqualTo("{\"DEVICE\":[\"mobile\",\"tv\"]}");
    assertThat(overview.get("filters").toString())
        .isEqualTo(
            "[{\"name\":\"genre\",\"expression\":\"INCLUDE ItemID WHERE Items.GENRES IN"
                + " ($GENRES)\",\"placeholders\":[\"GENRES\"]}]");
  }

  @Test
  void aCampaignNamesItsTablesAndTheModelsOfTheStore() throws Exception {
    JsonNode detail = get(HOME);
    assertThat(detail.get("published").get("model").asText()).isEqualTo(model);
    assertThat(texts(detail.get("models"), "state")).containsExactly("serving", "kept");
    assertThat(texts(detail.get("tables"), "name"))
        .containsExactly("context", "history", "items", "recommendations", "users");
    assertThat(detail.has("metrics")).isFalse();
    HttpResponse<String> missing = server.admin("GET", "/console/api/campaigns/none");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).isEqualTo("{\"message\":\"Campaign none does not exist\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "prefix=user-1, 10, user-10, false",
    "prefix=user-1&limit=3, 3, user-10, true",
    "limit=100, 30, user-00, false",
    "prefix=user-29, 1, user-29, false",
    "prefix=zzz, 0, , false"
  })
  void usersAreFoundByHowTheirIdsBegin(String query, int size, String first, boolean more)
      throws Exception {
    JsonNode found = get(HOME + "/users?" + query);
    assertThat(found.get("users")).hasSize(size);
    if (size > 0) {
      assertThat(found.get("users").get(0).asText()).isEqualTo(first);
    }
    assertThat(found.get("more").asBoolean()).isEqualTo(more);
    assertThat(found.get("known").asInt()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({"limit=0", "limit=101", "limit=many"})
  void aSearchIsLimited(String query) {
    HttpResponse<String> reply = server.admin("GET", HOME + "/users?" + query);
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("limit must be an integer of 1 to 100: '");
  }

  @Test
  void itemsAreDescribedByTheirColumns() throws Exception {
    HttpResponse<String> reply =
        server.postFromConsole(HOME + "/items", "{\"ids\":[\"item-03\",\"nothing\"]}");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    JsonNode items = MAPPER.readTree(reply.body()).get("items");
    assertThat(items.has("nothing")).isFalse();
    assertThat(items.get("item-03").get("columns").get("YEAR").asText()).isEqualTo("2003");
    assertThat(server.postFromConsole(HOME + "/items", "{\"ids\":[]}").body())
        .isEqualTo("{\"message\":\"ids must have 1 to 500 items: 0\"}");
  }

  @Test
  void aUserHasAttributesAndAHistory() throws Exception {
    JsonNode user = get(HOME + "/user?id=user-03");
    assertThat(user.get("known").asBoolean()).isTrue();
    assertThat(user.get("attributes").toString()).isEqualTo("{\"TIER\":\"silver\"}");
    assertThat(texts(user.get("history"), "itemId"))
        .containsExactlyInAnyOrder("item-01", "item-03");
    JsonNode stranger = get(HOME + "/user?id=nobody");
    assertThat(stranger.get("known").asBoolean()).isFalse();
    assertThat(stranger.get("history")).isEmpty();
  }

  @Test
  void theItemsLikeAnItemComeWithTheReasons() throws Exception {
    JsonNode item = get(HOME + "/item?id=item-06&limit=5");
    assertThat(item.get("known").asBoolean()).isTrue();
    assertThat(item.get("similar")).hasSize(5);
    double before = Double.MAX_VALUE;
    for (JsonNode other : item.get("similar")) {
      double weight = other.get("weight").asDouble();
      double likeness = other.get("likeness").asDouble();
      assertThat(likeness)
          .isCloseTo(
              weight * other.get("cosine").asDouble()
                  + (1 - weight) * other.get("metadata").asDouble()
                  + other.get("popularity").asDouble(),
              Offset.offset(1e-6))
          .isLessThanOrEqualTo(before);
      before = likeness;
    }
    assertThat(texts(item.get("similar"), "itemId").get(0))
        .as("item 6 is even, and of the third genre as well")
        .isIn("item-00", "item-12", "item-18", "item-24");
    assertThat(get(HOME + "/item?id=unheard-of").toString())
        .isEqualTo("{\"itemId\":\"unheard-of\",\"model\":\"" + model + "\",\"known\":false}");
  }

  @Test
  void theConsoleGetsTheSameAnswersAsAnApplication() {
    String body =
        "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"user-03\",\"numResults\":4,"
            + "\"context\":{\"DEVICE\":\"tv\"}}";
    String id = "RID-00000000-0000-0000-0000-000000000001";
    HttpResponse<String> application =
        server.post("/recommendations", body, "x-nightjar-recommendation-id", id);
    HttpResponse<String> console =
        server.postFromConsole(
            "/console/api/recommendations", body, "x-nightjar-recommendation-id", id);
    assertThat(console.statusCode()).as(console.body()).isEqualTo(200);
    assertThat(console.body()).isEqualTo(application.body());
    assertThat(console.headers().firstValue("x-nightjar-source"))
        .isEqualTo(application.headers().firstValue("x-nightjar-source"));
    String ranking =
        "{\"campaignArn\":\"CAMPAIGNS/rank\",\"userId\":\"user-03\",\"inputList\":[\"item-01\"]}";
    assertThat(server.postFromConsole("/console/api/personalize-ranking", ranking).statusCode())
        .isEqualTo(200);
  }

  @Test
  void anotherModelOfTheStoreAnswersForTheCampaign() {
    String path = HOME + "/models/" + older + "/recommendations";
    String body = "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"user-03\",\"numResults\":4}";
    HttpResponse<String> reply = server.postFromConsole(path, body);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().firstValue("x-nightjar-model")).hasValue(older);
    assertThat(reply.body()).contains("\"itemId\":\"item-03\"");
    assertThat(server.post("/recommendations", body).headers().firstValue("x-nightjar-model"))
        .as("what is served stays")
        .hasValue(model);
    String missing = path.replace(older, "20260101T000000000Z-0000000f");
    assertThat(server.postFromConsole(missing, body).body()).contains("model.json: is missing");
    assertThat(server.postFromConsole(path.replace(older, "latest"), body).body())
        .isEqualTo("{\"message\":\"model must be a model id: 'latest'\"}");
  }

  @Test
  void runsAreShownNewestFirstAndBrokenOnesLeftOut() throws Exception {
    JsonNode runs = get("/console/api/runs").get("runs");
    assertThat(texts(runs, "run")).containsExactly(RUN);
    JsonNode run = get("/console/api/runs/" + RUN);
    assertThat(run.get("reason").asText()).isEqualTo("disk full");
    assertThat(run.get("steps").get(0).get("counts").get("rejectedRows").asInt()).isEqualTo(1);
    assertThat(server.admin("GET", "/console/api/runs/..%2f..").statusCode()).isBetween(400, 404);
    assertThat(server.admin("GET", "/console/api/runs/none").body())
        .isEqualTo("{\"message\":\"Run none is not recorded\"}");
  }
}
