package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.FilterTables;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Exploration over real HTTP. user-03's order is 3 1 5 7 9 0 2 4 6 8; items 5, 0, 4 and 8 are not
 * older than the 30 days of the campaigns, of item 6 no age is known.
 */
class ExplorationTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FILTERS = "arn:aws:personalize:r:a:filter/";
  private static final List<String> NEW = List.of("item-00", "item-04", "item-08");

  @TempDir static Path folder;
  private static RunningServer server;
  private static String model;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(10);
    model = store.writeModel(board);
    FilterTables.write(store, model, board);
    store.writeAges(model, 30, 31, 100, 400, 0, 12, null, 99, 1, 50);
    store.publish("plain", StoreFixture.RECOMMEND, model);
    store.publishExploring("home", StoreFixture.RECOMMEND, model, "0.4");
    store.publishExploring("all", StoreFixture.RECOMMEND + "-v2", model, "1");
    store.publishExploring("none", StoreFixture.RECOMMEND, model, "0");
    store.publishExploring("rank", StoreFixture.RANK, model, "0.4");
    store.publishExploring("ageless", StoreFixture.RECOMMEND, store.writeModel(board), "0.4");
    store.writeFilter("no-odd", "EXCLUDE ItemID WHERE Items.GENRES IN ('odd')");
    store.writeFilter("ids", "INCLUDE ItemID WHERE Items.ITEM_ID IN ($IDS)");
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode recommend(String campaign, String members, String... headers)
      throws Exception {
    HttpResponse<String> reply =
        server.post(
            "/recommendations",
            "{\"campaignArn\":\"CAMPAIGNS/"
                + campaign
                + "\",\"userId\":\"user-03\",\"numResults\":5"
                + members
                + "}",
            headers);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return MAPPER.readTree(reply.body());
  }

  private static String id(long number) {
    return "RID-00000000-0000-4000-8000-%012x".formatted(number);
  }

  private static List<String> ids(JsonNode reply) {
    List<String> ids = new ArrayList<>();
    reply.get("itemList").forEach(item -> ids.add(item.get("itemId").asText()));
    return ids;
  }

  @Test
  void exploredItemsAreNewMarkedAndHaveTheirOwnScores() throws Exception {
    Map<String, Double> scores = new HashMap<>();
    for (JsonNode item : recommend("plain", "").get("itemList")) {
      scores.put(item.get("itemId").asText(), item.get("score").asDouble());
    }
    for (JsonNode item : recommend("plain", ",\"numResults\":10").get("itemList")) {
      scores.put(item.get("itemId").asText(), item.get("score").asDouble());
    }
    int explored = 0;
    for (int trial = 0; trial < 50; trial++) {
      for (JsonNode item :
          recommend("home", "", "x-nightjar-recommendation-id", id(trial)).get("itemList")) {
        String itemId = item.get("itemId").asText();
        assertThat(item.get("score").asDouble()).isEqualTo(scores.get(itemId), within(1e-6));
        if (item.has("reason")) {
          assertThat(item.get("reason").toString()).isEqualTo("[\"Exploration\"]");
          assertThat(NEW).contains(itemId);
          explored++;
        } else {
          assertThat(NEW).doesNotContain(itemId);
        }
      }
    }
    assertThat(explored).as("of 250 places, 2/5 each while three items last").isBetween(60, 120);
  }

  @Test
  void aReplyCanBeHadAgainUnderItsId() throws Exception {
    for (int trial = 0; trial < 20; trial++) {
      JsonNode reply = recommend("home", "");
      String id = reply.get("recommendationId").asText();
      assertThat(recommend("home", "", "x-nightjar-recommendation-id", id)).isEqualTo(reply);
    }
  }

  @Test
  void aCampaignThatDoesNotSayOrSaysZeroAnswersFromTheTable() throws Exception {
    List<String> table = List.of("item-03", "item-01", "item-05", "item-07", "item-09");
    for (String campaign : List.of("plain", "none")) {
      HttpResponse<String> reply =
          server.post(
              "/recommendations",
              "{\"campaignArn\":\"CAMPAIGNS/"
                  + campaign
                  + "\",\"userId\":\"user-03\",\"numResults\":5}");
      assertThat(ids(MAPPER.readTree(reply.body()))).isEqualTo(table);
      assertThat(reply.headers().firstValue("x-nightjar-source")).hasValue("table");
    }
  }

  @Test
  void exploredItemsPassTheFilterOfTheRequest() throws Exception {
    String filter =
        ",\"filterArn\":\""
            + FILTERS
            + "ids\",\"filterValues\":{\"IDS\":"
            + "\"\\\"item-03\\\",\\\"item-01\\\",\\\"item-08\\\",\\\"item-02\\\"\"},\"numResults\":2";
    for (int trial = 0; trial < 20; trial++) {
      assertThat(ids(recommend("all", filter, "x-nightjar-recommendation-id", id(trial))))
          .containsExactly("item-08", "item-03");
    }
    // Everything that passes is in the list: nothing is left to explore.
    assertThat(ids(recommend("all", ",\"filterArn\":\"" + FILTERS + "no-odd\"")))
        .containsExactly("item-00", "item-02", "item-04", "item-06", "item-08");
  }

  @Test
  void anItemIsNotShownTwiceBesideAPromotion() throws Exception {
    String promotion =
        ",\"promotions\":[{\"name\":\"house\",\"percentPromotedItems\":20,\"filterArn\":\""
            + FILTERS
            + "ids\",\"filterValues\":{\"IDS\":\"\\\"item-04\\\"\"}}]";
    for (int trial = 0; trial < 30; trial++) {
      List<String> ids =
          ids(recommend("all", promotion, "x-nightjar-recommendation-id", id(trial)));
      assertThat(ids)
          .containsExactlyInAnyOrder("item-04", "item-00", "item-08", "item-03", "item-01");
    }
  }

  @Test
  void aRecommenderExploresWithoutScores() throws Exception {
    JsonNode reply =
        MAPPER.readTree(
            server
                .post(
                    "/recommendations",
                    "{\"recommenderArn\":\""
                        + RunningServer.recommenderArn("all")
                        + "\",\"userId\":\"nobody\",\"numResults\":1}")
                .body());
    JsonNode item = reply.get("itemList").get(0);
    assertThat(item.has("score")).isFalse();
    assertThat(item.get("reason").get(0).asText()).isEqualTo("Exploration");
  }

  @Test
  void whatIsShownIsLoggedWithItsProbability() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("nightjar.exploration");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    try {
      recommend("plain", "", "x-nightjar-recommendation-id", id(1));
      recommend("home", "", "x-nightjar-recommendation-id", id(1));
      recommend("home", ",\"context\":{\"device\":\"mobile\"}");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(null);
    }
    assertThat(lines.list).hasSize(2);
    JsonNode line = MAPPER.readTree(lines.list.get(0).getFormattedMessage());
    assertThat(line.get("recommendationId").asText()).isEqualTo(id(1));
    assertThat(line.get("campaign").asText()).isEqualTo("home");
    assertThat(line.get("model").asText()).isEqualTo(model);
    assertThat(line.get("userId").asText()).isEqualTo("user-03");
    assertThat(line.get("context").asText()).isEmpty();
    assertThat(MAPPER.readTree(lines.list.get(1).getFormattedMessage()).get("context").asText())
        .isEqualTo("DEVICE=mobile");
    JsonNode reply = recommend("home", "", "x-nightjar-recommendation-id", id(1));
    JsonNode explained =
        recommend("home", "", "x-nightjar-recommendation-id", id(1), "x-nightjar-explain", "true");
    for (int place = 0; place < 5; place++) {
      JsonNode logged = line.get("items").get(place);
      JsonNode shown = reply.get("itemList").get(place);
      assertThat(logged.get("itemId")).isEqualTo(shown.get("itemId"));
      assertThat(logged.has("reason")).isEqualTo(shown.has("reason"));
      double propensity = logged.get("propensity").asDouble();
      if (place == 0) {
        assertThat(propensity).isEqualTo(shown.has("reason") ? 0.4 / 3 : 0.6, within(1e-12));
      }
      String explanation =
          explained.get("itemList").get(place).get("metadata").get("nightjar-explanation").asText();
      assertThat(MAPPER.readTree(explanation).get("propensity").asDouble()).isEqualTo(propensity);
    }
  }

  @Test
  void whySaysHowLikelyAnItemIsToBeInTheList() throws Exception {
    assertThat(why("home", "item-03").get("outcome").asText()).isEqualTo("listed");
    assertThat(why("home", "item-03").get("exploration").get("role").asText()).isEqualTo("listed");
    double sum = 0;
    for (int item = 0; item < 10; item++) {
      sum +=
          why("home", Checkerboard.itemId(item)).get("exploration").get("probability").asDouble();
    }
    assertThat(sum).isEqualTo(5, within(1e-9));
    JsonNode drawn = why("home", "item-08");
    assertThat(drawn.get("outcome").asText()).isEqualTo("beyond-num-results");
    assertThat(drawn.get("exploration").get("role").asText()).isEqualTo("in-pool");
    assertThat(drawn.get("exploration").get("weight").asDouble()).isEqualTo(0.4);
    assertThat(why("home", "item-02").get("exploration").toString())
        .isEqualTo("{\"weight\":0.4,\"role\":\"not-new\",\"probability\":0.0}");
    assertThat(why("home", "item-06").get("exploration").get("role").asText()).isEqualTo("not-new");
    assertThat(why("plain", "item-03").has("exploration")).isFalse();
    JsonNode filtered =
        why(
            "home",
            "item-08&filterArn="
                + FILTERS
                + "ids&filterValues=%7B%22IDS"
                + "%22:%22%5C%22item-03%5C%22%22%7D");
    assertThat(filtered.get("exploration").get("role").asText()).isEqualTo("filtered");
  }

  private static JsonNode why(String campaign, String itemId) throws Exception {
    HttpResponse<String> reply =
        server.get(
            "/nightjar/why?campaign=" + campaign + "&userId=user-03&numResults=5&itemId=" + itemId);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return MAPPER.readTree(reply.body());
  }

  @Test
  void aRankingIsNotExplored() throws Exception {
    HttpResponse<String> reply =
        server.post(
            "/personalize-ranking",
            "{\"campaignArn\":\"CAMPAIGNS/rank\",\"userId\":\"user-03\","
                + "\"inputList\":[\"item-04\",\"item-03\"]}");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).startsWith("{\"personalizedRanking\":[{\"itemId\":\"item-03\"");
  }

  @Test
  void aModelWithoutAgesIsRefusedForACampaignThatExplores() throws Exception {
    JsonNode failure = MAPPER.readTree(server.get("/readyz").body()).get("failures").get(0);
    assertThat(failure.get("campaign").asText()).isEqualTo("ageless");
    assertThat(failure.get("message").asText())
        .endsWith("model.json: must list files of item_ages for a campaign that explores: none");
  }
}
