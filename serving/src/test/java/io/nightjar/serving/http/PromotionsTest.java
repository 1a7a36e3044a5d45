package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.FilterTables;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promotions over real HTTP. user-03's order is 3 1 5 7 9 0 2 4 6 8, without a filter. */
class PromotionsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FILTERS = "arn:aws:personalize:r:a:filter/";
  private static final String ID = "RID-00000000-0000-0000-0000-000000000001";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(10);
    String model = store.writeModel(board);
    FilterTables.write(store, model, board);
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.writeFilter("genre", "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)");
    store.writeFilter("ids", "INCLUDE ItemID WHERE Items.ITEM_ID IN ($IDS)");
    store.writeFilter("no-odd", "EXCLUDE ItemID WHERE Items.GENRES IN ('odd')");
    store.writeFilter("typo", "INCLUDE ItemID WHERE Items.GENRE IN ('even')");
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> recommend(String members, String... headers) {
    return server.post(
        "/recommendations",
        "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"user-03\"" + members + "}",
        headers);
  }

  private static String promotion(int percent, String filter) {
    return ",\"promotions\":[{\"name\":\"house\",\"percentPromotedItems\":"
        + percent
        + (filter.isEmpty() ? "" : "," + filter)
        + "}]";
  }

  private static String filter(String name, String key, String... values) {
    return "\"filterArn\":\""
        + FILTERS
        + name
        + "\",\"filterValues\":{\""
        + key
        + "\":\"\\\""
        + String.join("\\\",\\\"", values)
        + "\\\"\"}";
  }

  /** Items that are promoted, then the others, each in the order of the reply. */
  private static String shown(HttpResponse<String> reply) throws Exception {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    StringBuilder promoted = new StringBuilder();
    StringBuilder others = new StringBuilder();
    for (JsonNode item : MAPPER.readTree(reply.body()).get("itemList")) {
      (item.has("promotionName") ? promoted : others)
          .append(item.get("itemId").asText().replace("item-0", ""));
    }
    return promoted + "/" + others;
  }

  @ParameterizedTest
  @CsvSource({
    // The two best even ones; the rest as ever, of any genre.
    "10, 20, even, 02/31579468",
    // No item twice, and an item that the promotion did not choose may still be listed.
    "4, 50, even, 02/31",
    // Half up: 2.5 of 5 is 3.
    "5, 50, even, 026/31",
    // At least one.
    "5, 1, even, 0/3157",
    "1, 1, even, 0/",
    // As many as there are, the rest is ordinary.
    "9, 100, third, 3906/15724",
    "10, 50, nothing, /3157902468",
    "3, 100, odd, 315/",
    "0, 100, even, /"
  })
  void thePromotionHasItsShare(int numResults, int percent, String genre, String items)
      throws Exception {
    HttpResponse<String> reply =
        recommend(
            ",\"numResults\":" + numResults + promotion(percent, filter("genre", "GENRES", genre)));
    assertThat(shown(reply)).isEqualTo(items);
  }

  @Test
  void eachFilterGovernsItsOwnPart() throws Exception {
    String request = "," + filter("ids", "IDS", "item-05", "item-07", "item-02");
    String promoted = promotion(40, filter("ids", "IDS", "item-08", "item-07"));
    assertThat(shown(recommend(",\"numResults\":5" + request + promoted))).isEqualTo("78/52");
    // Without a filter of its own the promotion may show any item, whatever the request's says.
    assertThat(shown(recommend(",\"numResults\":5" + request + promotion(40, ""))))
        .isEqualTo("31/572");
  }

  @Test
  void promotedItemsAreMarkedAndKeepTheScoresOfTheCatalogue() throws Exception {
    JsonNode plain = MAPPER.readTree(recommend("").body()).get("itemList");
    HttpResponse<String> reply = recommend(promotion(10, filter("genre", "GENRES", "even")));
    int promoted = 0;
    for (JsonNode item : MAPPER.readTree(reply.body()).get("itemList")) {
      for (JsonNode same : plain) {
        if (same.get("itemId").equals(item.get("itemId"))) {
          assertThat(item.get("score").asDouble()).isEqualTo(same.get("score").asDouble());
        }
      }
      if (item.has("promotionName")) {
        promoted++;
        assertThat(item.get("promotionName").asText()).isEqualTo("house");
        assertThat(item.get("reason").toString()).isEqualTo("[\"Promoted item\"]");
      } else {
        assertThat(item.fieldNames()).toIterable().containsExactly("itemId", "score");
      }
    }
    assertThat(promoted).isEqualTo(3);
  }

  @Test
  void aWholeReplyUnderAGivenId() {
    String members = ",\"numResults\":3" + promotion(34, filter("genre", "GENRES", "even"));
    HttpResponse<String> reply = recommend(members, "x-nightjar-recommendation-id", ID);
    assertThat(reply.body().replaceAll("\"score\":[0-9.]+", "\"score\":S"))
        .isEqualTo(
            "{\"itemList\":["
                + "{\"itemId\":\"item-03\",\"score\":S},"
                + "{\"itemId\":\"item-01\",\"score\":S},"
                + "{\"itemId\":\"item-00\",\"score\":S,\"promotionName\":\"house\","
                + "\"reason\":[\"Promoted item\"]}],"
                + "\"recommendationId\":\""
                + ID
                + "\"}");
  }

  @Test
  void aReplyCanBeHadAgainUnderItsId() throws Exception {
    String members = promotion(30, filter("genre", "GENRES", "even"));
    Set<String> different = new HashSet<>();
    for (int trial = 0; trial < 20; trial++) {
      String body = recommend(members).body();
      String id = MAPPER.readTree(body).get("recommendationId").asText();
      assertThat(recommend(members, "x-nightjar-recommendation-id", id).body()).isEqualTo(body);
      different.add(body.substring(0, body.indexOf("recommendationId")));
    }
    // 120 choices of places: that all twenty are the same has a chance of 120 to the power of -19.
    assertThat(different).hasSizeGreaterThan(1);
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    HttpResponse<String> reply = recommend("", "x-nightjar-recommendation-id", "RID-1-1-1-1-1");
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            "{\"message\":\"x-nightjar-recommendation-id must be RID- and a UUID:"
                + " 'RID-1-1-1-1-1'\"}");
  }

  @Test
  void aRecommenderPromotesWithoutScores() throws Exception {
    HttpResponse<String> reply =
        server.post(
            "/recommendations",
            "{\"recommenderArn\":\""
                + RunningServer.recommenderArn("home")
                + "\",\"userId\":\"user-03\",\"numResults\":4"
                + promotion(50, filter("genre", "GENRES", "even"))
                + "}");
    assertThat(shown(reply)).isEqualTo("02/31");
    assertThat(reply.body()).doesNotContain("score").contains("Promoted item");
  }

  @Test
  void mistakesInThePromotionsFilterAreNamed() {
    HttpResponse<String> missing =
        recommend(promotion(20, "\"filterArn\":\"" + FILTERS + "genre\""));
    assertThat(missing.statusCode()).isEqualTo(400);
    assertThat(missing.body())
        .isEqualTo(
            "{\"message\":\"promotions[0].filterValues.GENRES must be given for the filter's"
                + " INCLUDE: it is missing\"}");
    HttpResponse<String> typo = recommend(promotion(20, "\"filterArn\":\"" + FILTERS + "typo\""));
    assertThat(typo.body())
        .startsWith(
            "{\"message\":\"promotions[0].filterArn must name a filter that the campaign's model"
                + " can use: typo, Items.GENRE is no column");
    HttpResponse<String> nothing =
        recommend(promotion(20, "\"filterArn\":\"" + FILTERS + "nothing\""));
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("ResourceNotFoundException");
  }
}
