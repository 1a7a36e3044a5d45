package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightjar.serving.fixture.FilterTables;
import io.nightjar.serving.fixture.RawConnection;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Explanations over real HTTP; user-03 bought item-03 and viewed item-01. */
class ExplanationsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ID = "RID-00000000-0000-0000-0000-000000000001";

  @TempDir static Path folder;
  private static RunningServer server;
  private static String model;
  private static String bare;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(10);
    model = store.writeModel(board);
    bare = store.writeModel(board);
    FilterTables.write(store, model, board);
    store.publishWithMetadata("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    store.publish("bare", StoreFixture.RECOMMEND, bare);
    store.writeFilter("genre", "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)");
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> recommend(String user, String members, String explain) {
    String body = "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"" + user + "\"" + members + "}";
    return explain == null
        ? server.post("/recommendations", body, "x-nightjar-recommendation-id", ID)
        : server.post(
            "/recommendations",
            body,
            "x-nightjar-recommendation-id",
            ID,
            "x-nightjar-explain",
            explain);
  }

  private static JsonNode explanation(JsonNode item) throws Exception {
    return MAPPER.readTree(item.get("metadata").get("nightjar-explanation").asText());
  }

  private static List<String> because(JsonNode explanation) {
    List<String> items = new ArrayList<>();
    explanation.get("because").forEach(one -> items.add(one.get("itemId").asText()));
    return items;
  }

  @Test
  void eachItemSaysWhatOfTheHistoryItComesFrom() throws Exception {
    HttpResponse<String> reply = recommend("user-03", "", "true");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    JsonNode items = MAPPER.readTree(reply.body()).get("itemList");
    assertThat(items).hasSize(10);
    for (JsonNode item : items) {
      JsonNode parts = explanation(item);
      double sum = 0;
      for (String part : List.of("popularity", "context", "history", "remainder")) {
        sum += parts.get(part).asDouble();
      }
      double logit = parts.get("logit").asDouble();
      assertThat(sum).isCloseTo(logit, Offset.offset(1e-9));
      // Scores are exp(logit) over one denominator: 1 + 4 e^-1 + 5 e^-3 times e^3.
      assertThat(item.get("score").asDouble())
          .isCloseTo(Math.exp(logit) / (Math.exp(3) + 4 * Math.exp(2) + 5), Offset.offset(1e-6));
    }
    assertThat(because(explanation(items.get(0)))).containsExactly("item-03", "item-01");
    assertThat(because(explanation(items.get(1)))).containsExactly("item-03", "item-01");
    assertThat(because(explanation(items.get(9)))).isEmpty();
  }

  @Test
  void otherwiseTheReplyIsTheSame() throws Exception {
    String members =
        ",\"promotions\":[{\"name\":\"p\",\"percentPromotedItems\":20}],"
            + "\"metadataColumns\":{\"ITEMS\":[\"YEAR\"]}";
    String plain = recommend("user-03", members, null).body();
    assertThat(plain).doesNotContain("nightjar");
    assertThat(recommend("user-03", members, "false").body()).isEqualTo(plain);
    JsonNode explained = MAPPER.readTree(recommend("user-03", members, "true").body());
    for (JsonNode item : explained.get("itemList")) {
      assertThat(((ObjectNode) item.get("metadata")).remove("nightjar-explanation")).isNotNull();
    }
    assertThat(MAPPER.writeValueAsString(explained)).isEqualTo(plain);
  }

  @Test
  void aStrangerHasNoReasonsButContextAndPopularity() throws Exception {
    HttpResponse<String> reply =
        recommend("visitor", ",\"context\":{\"DEVICE\":\"tv\"},\"numResults\":1", "true");
    JsonNode parts = explanation(MAPPER.readTree(reply.body()).get("itemList").get(0));
    assertThat(parts.toString())
        .isEqualTo(
            "{\"logit\":4.0,\"popularity\":0.0,\"context\":4.0,\"history\":0.0,"
                + "\"remainder\":0.0,\"because\":[]}");
  }

  @Test
  void rankingsAreExplainedAndUnknownItemsAreNot() throws Exception {
    HttpResponse<String> reply =
        server.post(
            "/personalize-ranking",
            "{\"campaignArn\":\"CAMPAIGNS/rank\",\"userId\":\"user-03\","
                + "\"inputList\":[\"new\",\"item-05\"]}",
            "x-nightjar-explain",
            "true");
    JsonNode items = MAPPER.readTree(reply.body()).get("personalizedRanking");
    assertThat(because(explanation(items.get(0)))).containsExactly("item-03", "item-01");
    assertThat(items.get(1).toString()).isEqualTo("{\"itemId\":\"new\"}");
  }

  private static void assertInvalid(HttpResponse<String> reply, String message) {
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(reply.statusCode()).isEqualTo(400);
  }

  @Test
  void wrongHeadersAndModelsWithoutHistoryAreRefused() {
    assertInvalid(
        recommend("user-03", "", "yes"), "x-nightjar-explain must be true or false: 'yes'");
    assertInvalid(
        server.post(
            "/recommendations",
            "{\"campaignArn\":\"CAMPAIGNS/bare\",\"userId\":\"user-03\"}",
            "x-nightjar-explain",
            "true"),
        "x-nightjar-explain needs the table history of model " + bare + ": it has none");
  }

  private static HttpResponse<String> why(String... parameters) {
    StringBuilder query = new StringBuilder("/nightjar/why");
    for (int i = 0; i < parameters.length; i += 2) {
      query
          .append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return server.get(query.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        // user-03's order is 3 1 5 7 9 0 2 4 6 8.
        "item-05 # 25 # # {} # listed 3 3",
        "item-05 # 3 # # {} # listed 3 3",
        "item-05 # 2 # # {} # beyond-num-results 3 3",
        "item-05 # 0 # # {} # beyond-num-results 3 3",
        "item-05 # 25 # even # {} # filtered - 3",
        "item-02 # 25 # even # {} # listed 2 7",
        "item-02 # 1 # even # {} # beyond-num-results 2 7",
        "item-05 # 25 # # {\"DEVICE\":\"mobile\"} # listed 8 8",
        "new # 25 # # {} # unknown-item - -",
        "new # 25 # even # {} # unknown-item - -"
      })
  void whyTellsWhereAnItemStands(
      String item, String numResults, String genre, String context, String expected)
      throws Exception {
    List<String> parameters =
        new ArrayList<>(List.of("campaign", "home", "userId", "user-03", "itemId", item));
    parameters.addAll(List.of("numResults", numResults, "context", context));
    if (genre != null) {
      parameters.addAll(
          List.of("filterArn", "genre", "filterValues", "{\"GENRES\":\"\\\"" + genre + "\\\"\"}"));
    }
    HttpResponse<String> reply = why(parameters.toArray(new String[0]));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    JsonNode answer = MAPPER.readTree(reply.body());
    assertThat(
            "%s %s %s"
                .formatted(
                    answer.get("outcome").asText(),
                    answer.path("rank").asText("-"),
                    answer.path("catalogueRank").asText("-")))
        .isEqualTo(expected);
    assertThat(answer.path("filter").asText()).isEqualTo(genre == null ? "" : "genre");
    assertThat(answer.has("explanation")).isEqualTo(answer.has("score"));
  }

  @Test
  void whyAgreesWithTheList() throws Exception {
    JsonNode items = MAPPER.readTree(recommend("user-04", "", "true").body()).get("itemList");
    for (int rank = 1; rank <= items.size(); rank++) {
      JsonNode item = items.get(rank - 1);
      JsonNode answer =
          MAPPER.readTree(
              why("campaign", "home", "userId", "user-04", "itemId", item.get("itemId").asText())
                  .body());
      assertThat(answer.get("rank").asInt()).isEqualTo(rank);
      assertThat(answer.get("score").asDouble())
          .isCloseTo(item.get("score").asDouble(), Offset.offset(1e-7));
      assertThat(answer.get("explanation")).isEqualTo(explanation(item));
    }
  }

  @Test
  void aWholeAnswerOfWhy() {
    HttpResponse<String> reply =
        why(
            "campaign",
            RunningServer.campaignArn("home"),
            "userId",
            "nobody",
            "itemId",
            "item-02",
            "context",
            "{\"DEVICE\":\"tv\",\"HOUR\":\"9\"}");
    assertThat(reply.body())
        .isEqualTo(
            "{\"campaign\":\"home\",\"model\":\""
                + model
                + "\",\"userId\":\"nobody\",\"userKnown\":false,\"itemId\":\"item-02\","
                + "\"context\":\"DEVICE=tv\",\"numResults\":25,\"outcome\":\"listed\",\"rank\":7,"
                + "\"catalogueRank\":7,\"score\":0.003597242,\"explanation\":{\"logit\":0.0,"
                + "\"popularity\":0.0,\"context\":0.0,\"history\":0.0,\"remainder\":0.0,"
                + "\"because\":[]}}");
    assertThat(reply.headers().firstValue("x-nightjar-model")).hasValue(model);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "userId=u&itemId=i # campaign must be given: it is missing",
        "campaign=home&itemId=i # userId must be given: it is missing",
        "campaign=home&userId=u # itemId must be given: it is missing",
        "campaign=home&userId=u&itemId=%c0%80 # itemId must be percent-encoded UTF-8: '%c0%80'",
        "campaign=home&userId=&itemId=i # userId must not be empty: ''",
        "campaign=home&userId=u&itemId=i&numResults=many # numResults must be an integer: 'many'",
        "campaign=home&userId=u&itemId=i&numResults=501 # numResults must not exceed 500: 501",
        "campaign=home&userId=u&itemId=i&context=7 # context must be a JSON object: it is 7",
        "campaign=home&userId=u&itemId=i&context=DEVICE # context must be JSON: Unrecognized token",
        "campaign=rank&userId=u&itemId=i # GetRecommendations needs a campaign whose recipe answers it:"
            + " arn:aws:personalize:::campaign/rank has"
      })
  void whyNamesMistakes(String query, String message) {
    HttpResponse<String> reply = server.get("/nightjar/why?" + query);
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).startsWith("{\"message\":\"" + message);
    assertThat(reply.headers().firstValue("x-amzn-ErrorType")).hasValue("InvalidInputException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "u%4", "%", "%+1", "%c0%80", "%ff"})
  void whyNamesWhatIsNotPercentEncodedUtf8(String userId) throws IOException {
    try (RawConnection connection = new RawConnection(server)) {
      connection.send(
          "GET /nightjar/why?campaign=home&userId=%s&itemId=i HTTP/1.1\r\nHost: a\r\n\r\n"
              .formatted(userId));
      assertThat(connection.readReply())
          .contains("HTTP/1.1 400 Bad Request", "x-amzn-ErrorType: InvalidInputException")
          .endsWith("{\"message\":\"userId must be percent-encoded UTF-8: '" + userId + "'\"}");
    }
  }

  @Test
  void whyReadsEncodedNamesAndTheFirstOfSeveralValues() {
    String named = server.get("/nightjar/why?campaign=home&userId=u&itemId=item-02").body();
    assertThat(
            server
                .get("/nightjar/why?&campaign=home&user%49d=u&userId=v&itemId=item%2D02&other=%ff")
                .body())
        .isEqualTo(named)
        .contains("\"userId\":\"u\"");
  }

  @Test
  void whyDoesNotFindWhatIsNotThere() {
    assertThat(why("campaign", "nope", "userId", "u", "itemId", "i").statusCode()).isEqualTo(404);
    assertThat(why("campaign", "home", "userId", "u", "itemId", "i", "filterArn", "nope").body())
        .isEqualTo("{\"message\":\"Filter arn:aws:personalize:::filter/nope does not exist\"}");
  }
}
