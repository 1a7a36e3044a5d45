package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendationsTest {
  private static final int SIZE = 10;
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @TempDir static Path folder;
  private static RunningServer server;
  private static String model;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    model = store.writeModel(new Checkerboard(SIZE));
    store.publish("home", StoreFixture.RECOMMEND, model);
    String withoutTable = store.writeModel(new Checkerboard(SIZE), List.of());
    store.publish("live", StoreFixture.RECOMMEND, withoutTable);
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> ask(String campaign, String members) {
    return server.post(
        "/recommendations", "{\"campaignArn\":\"CAMPAIGNS/%s\",%s}".formatted(campaign, members));
  }

  private static String source(HttpResponse<String> reply) {
    return reply.headers().firstValue("x-nightjar-source").orElseThrow();
  }

  /** The body with the one thing in it that chance decides taken out. */
  private static String stable(HttpResponse<String> reply) {
    return reply.body().replaceAll("RID-" + UUID, "RID");
  }

  @Test
  void theBodyIsAmazons() throws Exception {
    HttpResponse<String> reply = ask("home", "\"userId\":\"user-03\",\"numResults\":2");
    assertThat(reply.statusCode()).isEqualTo(200);
    JsonNode items = items(reply);
    assertThat(stable(reply))
        .isEqualTo(
            "{\"itemList\":[{\"itemId\":\"item-03\",\"score\":%s},{\"itemId\":\"item-01\",\"score\":%s}],\"recommendationId\":\"RID\"}"
                .formatted(items.get(0).get("score"), items.get(1).get("score")));
    // logits 3, 2 (four times) and 0 (five times)
    double sum = Math.exp(3) + 4 * Math.exp(2) + 5;
    assertThat(items.get(0).get("score").asDouble())
        .isCloseTo(Math.exp(3) / sum, Percentage.withPercentage(1e-4));
    assertThat(items.get(1).get("score").asDouble())
        .isCloseTo(Math.exp(2) / sum, Percentage.withPercentage(1e-4));
  }

  @Test
  void theHeadersNameRequestModelAndSource() {
    HttpResponse<String> reply = ask("home", "\"userId\":\"user-03\",\"numResults\":2");
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(reply.headers().firstValue("x-amzn-RequestId").orElseThrow()).matches(UUID);
    assertThat(reply.headers().firstValue("x-nightjar-model")).hasValue(model);
    assertThat(source(reply)).isEqualTo("table");
    assertThat(reply.body()).containsPattern("\"RID-" + UUID + "\"");
  }

  @Test
  void noNumberMeansTwentyFiveOrTheCatalogue() throws Exception {
    HttpResponse<String> reply = ask("home", "\"userId\":\"user-03\"");
    assertThat(items(reply)).hasSize(SIZE);
    assertThat(source(reply)).isEqualTo("live");
  }

  @Test
  void noResultsWantedIsAnEmptyList() {
    assertThat(stable(ask("home", "\"userId\":\"user-03\",\"numResults\":0")))
        .isEqualTo("{\"itemList\":[],\"recommendationId\":\"RID\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {StoreFixture.TOP - 1, StoreFixture.TOP})
  void theTableAnswersUpToItsLength(int numResults) {
    assertThat(source(ask("home", "\"userId\":\"user-03\",\"numResults\":" + numResults)))
        .isEqualTo("table");
  }

  @ParameterizedTest
  @ValueSource(ints = {StoreFixture.TOP + 1, SIZE, SIZE + 1, 500})
  void aListLongerThanTheTablesIsScoredLive(int numResults) throws Exception {
    HttpResponse<String> reply = ask("home", "\"userId\":\"user-03\",\"numResults\":" + numResults);
    assertThat(source(reply)).isEqualTo("live");
    assertThat(items(reply)).hasSize(Math.min(numResults, SIZE));
  }

  @Test
  void tableAndLiveAgreeForEveryUserAndVariant() throws Exception {
    for (String context : List.of("{}", "{\"DEVICE\":\"mobile\"}")) {
      for (int user = 0; user <= SIZE; user++) {
        String members =
            "\"userId\":\"%s\",\"numResults\":%d,\"context\":%s"
                .formatted(Checkerboard.userId(user), StoreFixture.TOP, context);
        HttpResponse<String> table = ask("home", members);
        HttpResponse<String> live = ask("live", members);
        assertThat(source(table)).isEqualTo("table");
        assertThat(source(live)).isEqualTo("live");
        assertThat(stable(live)).as(members).isEqualTo(stable(table));
      }
    }
  }

  @Test
  void everyAnswerIsThatOfTheFormula() throws Exception {
    EmbeddingModel oracle = new Checkerboard(SIZE).model();
    Scorer scorer = new Scorer(oracle.itemEmbeddings());
    for (String device : List.of("mobile", "tv", "fridge")) {
      ContextVariant variant = oracle.context().schema().known(Map.of("DEVICE", device));
      for (int user = -1; user < SIZE; user++) {
        String userId = user < 0 ? "stranger" : Checkerboard.userId(user);
        JsonNode list =
            items(
                ask(
                    "home",
                    "\"userId\":\"%s\",\"numResults\":5,\"context\":{\"DEVICE\":\"%s\"}"
                        .formatted(userId, device)));
        ScoredItems expected = scorer.recommend(QueryVector.of(oracle, user, variant), 5);
        for (int position = 0; position < 5; position++) {
          JsonNode item = list.get(position);
          assertThat(item.get("itemId").asText())
              .as(userId + " on " + device)
              .isEqualTo(oracle.items().id(expected.ordinal(position)));
          assertThat(item.get("score").asDouble())
              .isCloseTo(expected.score(position), Percentage.withPercentage(1e-4));
        }
      }
    }
  }

  @Test
  void theCatalogueSumsToOne() throws Exception {
    double sum = 0;
    for (JsonNode item : items(ask("home", "\"userId\":\"user-03\""))) {
      sum += item.get("score").asDouble();
    }
    assertThat(sum).isCloseTo(1, Percentage.withPercentage(1e-4));
  }

  @Test
  void anUnknownUserGetsThePopularItemsOfTheContext() throws Exception {
    HttpResponse<String> reply =
        ask("home", "\"userId\":\"stranger\",\"numResults\":5,\"context\":{\"DEVICE\":\"mobile\"}");
    assertThat(source(reply)).isEqualTo("table");
    assertThat(items(reply).findValuesAsText("itemId"))
        .containsExactly("item-00", "item-02", "item-04", "item-06", "item-08");
  }

  @Test
  void unknownContextAddsNothing() {
    String known = stable(ask("home", "\"userId\":\"user-03\",\"numResults\":3"));
    for (String context : List.of("{\"MOOD\":\"good\"}", "{\"DEVICE\":\"fridge\"}", "{}")) {
      assertThat(
              stable(ask("home", "\"userId\":\"user-03\",\"numResults\":3,\"context\":" + context)))
          .as(context)
          .isEqualTo(known);
    }
  }

  @Test
  void unknownContextKeysAreCounted() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    long before = mapper.readTree(server.get("/readyz").body()).get("unknownContextKeys").asLong();
    ask("home", "\"userId\":\"user-03\",\"context\":{\"MOOD\":\"good\",\"DEVICE\":\"fridge\"}");
    assertThat(mapper.readTree(server.get("/readyz").body()).get("unknownContextKeys").asLong())
        .isEqualTo(before + 1);
  }

  @Test
  void contextFieldsMatchInAnyCase() {
    assertThat(stable(ask("home", "\"userId\":\"user-03\",\"context\":{\"device\":\"mobile\"}")))
        .isEqualTo(
            stable(ask("home", "\"userId\":\"user-03\",\"context\":{\"DEVICE\":\"mobile\"}")));
  }

  @Test
  void aRecommenderRepliesWithoutScores() {
    assertThat(
            stable(
                server.post(
                    "/recommendations",
                    "{\"recommenderArn\":\"%s\",\"userId\":\"user-03\",\"numResults\":2}"
                        .formatted(RunningServer.recommenderArn("home")))))
        .isEqualTo(
            "{\"itemList\":[{\"itemId\":\"item-03\"},{\"itemId\":\"item-01\"}],\"recommendationId\":\"RID\"}");
  }

  @Test
  void membersWithoutMeaningAreIgnored() {
    String plain = stable(ask("home", "\"userId\":\"user-03\",\"numResults\":3"));
    assertThat(
            stable(
                ask(
                    "home",
                    "\"userId\":\"user-03\",\"numResults\":3,\"itemId\":\"x\",\"filterArn\":null,"
                        + "\"future\":{\"a\":[1,{\"userId\":\"user-04\"}]}")))
        .isEqualTo(plain);
  }

  private static JsonNode items(HttpResponse<String> reply) throws Exception {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return new ObjectMapper().readTree(reply.body()).get("itemList");
  }
}
