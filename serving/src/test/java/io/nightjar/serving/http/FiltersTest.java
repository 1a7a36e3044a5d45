package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.FilterTables;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters over real HTTP, on a board of ten; its rows of the table have six items. */
class FiltersTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FILTERS = "arn:aws:personalize:r:a:filter/";

  @TempDir static Path folder;
  private static StoreFixture store;
  private static RunningServer server;

  @BeforeAll
  static void serve() {
    store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(10);
    String model = store.writeModel(board);
    FilterTables.write(store, model, board);
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    store.publish("plain", StoreFixture.RECOMMEND, store.writeModel(new Checkerboard(4)));
    store.writeFilter("even", "INCLUDE ItemID WHERE Items.GENRES IN ('even')");
    store.writeFilter("not-even", "EXCLUDE ItemID WHERE Items.genres IN ('even')");
    store.writeFilter("genre", "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)");
    store.writeFilter("without", "EXCLUDE ItemID WHERE Items.GENRES IN ($GENRES)");
    store.writeFilter("years", "INCLUDE ItemID WHERE Items.YEAR >= $FROM AND Items.YEAR < 2008");
    store.writeFilter("ids", "EXCLUDE ItemID WHERE Items.ITEM_ID IN ($IDS)");
    store.writeFilter("renamed", "INCLUDE ItemID WHERE Items.POPULARITY IN ('high')");
    store.writeFilter("young", "INCLUDE ItemID WHERE Items.CREATION_TIMESTAMP > 1007");
    store.writeFilter("seen", "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('*')");
    store.writeFilter("bought", "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('buy')");
    store.writeFilter("recent", "EXCLUDE ItemID WHERE Interactions.TIMESTAMP >= $SINCE");
    store.writeFilter(
        "unseen-odd",
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('*')"
            + " | INCLUDE ItemID WHERE Items.GENRES IN ('odd')");
    store.writeFilter(
        "gold", "INCLUDE ItemID WHERE Items.YEAR > 2007 IF CurrentUser.TIER = 'gold'");
    store.writeFilter("like", "INCLUDE ItemID WHERE Items.GENRES IN CurrentItem.GENRES");
    store.writeFilter("typo", "INCLUDE ItemID WHERE Items.GENRE IN ('even')");
    store.writeFilter("flag", "INCLUDE ItemID WHERE Items.ACTIVE IN ('true')");
    store.writeFilter("broken", "INCLUDE everything");
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> recommend(String user, String members) {
    return server.post(
        "/recommendations",
        "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"" + user + "\"" + members + "}");
  }

  private static String filter(String name, String... values) {
    StringBuilder members = new StringBuilder(",\"filterArn\":\"" + FILTERS + name + "\"");
    for (int i = 0; i < values.length; i += 2) {
      members
          .append(i == 0 ? ",\"filterValues\":{" : ",")
          .append("\"" + values[i] + "\":\"" + values[i + 1].replace("\"", "\\\"") + "\"");
    }
    return members.append(values.length > 0 ? "}" : "").toString();
  }

  private static List<String> ids(HttpResponse<String> reply, String member) throws Exception {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    MAPPER
        .readTree(reply.body())
        .get(member)
        .forEach(item -> ids.add(item.get("itemId").asText().replace("item-0", "")));
    return ids;
  }

  private static String listed(HttpResponse<String> reply) throws Exception {
    return String.join(" ", ids(reply, "itemList"));
  }

  private static String source(HttpResponse<String> reply) {
    return reply.headers().firstValue("x-nightjar-source").orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "user-03 # even # # 0 2 6 8 # live",
        "user-03 # not-even # # 3 1 5 7 9 4 # live",
        "user-03 # genre # GENRES=\"third\" # 3 9 0 6 # live",
        "user-03 # genre # GENRES=\"third\",\"odd\" # 3 1 5 7 9 0 6 # live",
        "user-03 # genre # GENRES=\"ODD\" # # table",
        "user-03 # without # # 3 1 5 7 9 0 2 4 6 8 # live",
        "user-03 # years # FROM=2005 # 5 7 6 # live",
        "user-03 # years # FROM=\"2003\" # 3 5 7 4 6 # live",
        "user-03 # ids # IDS=\"item-03\",\"nope\" # 1 5 7 9 0 2 4 6 8 # live",
        "user-03 # renamed # # 5 7 9 6 8 # live",
        "user-03 # young # # 9 8 # live",
        "user-03 # seen # # 5 7 9 0 2 4 6 8 # live",
        "user-03 # bought # # 1 5 7 9 0 2 4 6 8 # live",
        "user-03 # recent # SINCE=150 # 1 5 7 9 0 2 4 6 8 # live",
        "user-03 # recent # # 3 1 5 7 9 0 2 4 6 8 # live",
        "user-03 # unseen-odd # # 5 7 9 # table",
        "user-04 # seen # # 4 0 2 6 8 1 3 5 7 9 # live",
        "visitor # seen # # 0 1 3 4 5 6 7 8 9 # live",
        "nobody # seen # # 0 1 2 3 4 5 6 7 8 9 # live",
        "user-04 # gold # # 8 9 # live",
        "user-03 # gold # # 3 1 5 7 9 0 2 4 6 8 # live"
      })
  void aFilterSelectsAndTheListIsAsLongAsTheCatalogueAllows(
      String user, String filter, String values, String items, String source) throws Exception {
    String[] pair = values == null ? new String[0] : values.split("=", 2);
    HttpResponse<String> reply = recommend(user, filter(filter, pair));
    assertThat(listed(reply)).isEqualTo(items == null ? "" : items);
    assertThat(source(reply)).isEqualTo(source);
  }

  @Test
  void theTableAnswersWhenItHasEnough() throws Exception {
    HttpResponse<String> reply = recommend("user-03", filter("even") + ",\"numResults\":1");
    assertThat(listed(reply)).isEqualTo("0");
    assertThat(source(reply)).isEqualTo("table");
    assertThat(listed(recommend("user-03", filter("even") + ",\"numResults\":2"))).isEqualTo("0 2");
  }

  private static Map<String, Double> scores(HttpResponse<String> reply, String member)
      throws Exception {
    Map<String, Double> scores = new HashMap<>();
    for (JsonNode item : MAPPER.readTree(reply.body()).get(member)) {
      if (item.has("score")) {
        scores.put(item.get("itemId").asText(), item.get("score").asDouble());
      }
    }
    return scores;
  }

  @Test
  void scoresStayThoseOfTheCatalogue() throws Exception {
    Map<String, Double> all = scores(recommend("user-03", ""), "itemList");
    assertThat(all).hasSize(10);
    for (String some :
        List.of(filter("even"), filter("unseen-odd"), filter("seen") + ",\"numResults\":3")) {
      Map<String, Double> filtered = scores(recommend("user-03", some), "itemList");
      assertThat(filtered).isNotEmpty();
      filtered.forEach(
          (item, score) -> assertThat(score).isCloseTo(all.get(item), Offset.offset(1e-7)));
    }
  }

  @Test
  void aContextIsFilteredToo() throws Exception {
    String context = ",\"context\":{\"DEVICE\":\"tv\"}";
    assertThat(listed(recommend("nobody", filter("years", "FROM", "2004") + context)))
        .isEqualTo("5 7 4 6");
  }

  @Test
  void aRecommenderFiltersWithoutScores() throws Exception {
    HttpResponse<String> reply =
        server.post(
            "/recommendations",
            "{\"recommenderArn\":\""
                + RunningServer.recommenderArn("home")
                + "\",\"userId\":\"user-03\""
                + filter("even")
                + "}");
    assertThat(listed(reply)).isEqualTo("0 2 6 8");
    assertThat(scores(reply, "itemList")).isEmpty();
  }

  private static HttpResponse<String> rank(String members) {
    return server.post(
        "/personalize-ranking",
        "{\"campaignArn\":\"CAMPAIGNS/rank\",\"userId\":\"user-03\","
            + "\"inputList\":[\"new\",\"item-00\",\"item-01\",\"item-02\",\"item-03\"]"
            + members
            + "}");
  }

  @Test
  void aRankingDropsItemsAndScoresWhatIsLeft() throws Exception {
    HttpResponse<String> reply = rank(filter("ids", "IDS", "\"item-03\""));
    assertThat(ids(reply, "personalizedRanking")).containsExactly("1", "0", "2", "new");
    Map<String, Double> scores = scores(reply, "personalizedRanking");
    double sum = Math.exp(2) + 2;
    assertThat(scores.get("item-01")).isCloseTo(Math.exp(2) / sum, Offset.offset(1e-6));
    assertThat(scores.get("item-00")).isCloseTo(1 / sum, Offset.offset(1e-6));
    assertThat(scores).hasSize(3);
  }

  @Test
  void anItemThatTheModelDoesNotKnowHasNoValues() throws Exception {
    assertThat(ids(rank(filter("even")), "personalizedRanking")).containsExactly("0", "2");
    assertThat(ids(rank(filter("not-even")), "personalizedRanking"))
        .containsExactly("3", "1", "new");
    assertThat(ids(rank(filter("ids", "IDS", "\"new\"")), "personalizedRanking"))
        .containsExactly("3", "1", "0", "2");
    assertThat(ids(rank(filter("seen")), "personalizedRanking")).containsExactly("0", "2", "new");
  }

  static Stream<Arguments> mistakes() {
    String unusable = "filterArn must name a filter that the campaign's model can use: ";
    return Stream.of(
        arguments(
            filter("genre"),
            "filterValues.GENRES must be given for the filter's INCLUDE: it is missing"),
        arguments(
            filter("genre", "GENRE", "\"even\""),
            "filterValues.GENRE must be a placeholder of the filter: it has GENRES"),
        arguments(
            filter("genre", "GENRES", "even"),
            "filterValues.GENRES must be texts in double quotes, or numbers, separated by commas:"
                + " 'even'"),
        arguments(
            filter("years", "FROM", "\"old\""),
            "filterValues.FROM must be a number for Items.YEAR >= $FROM: 'old'"),
        arguments(
            filter("typo"),
            unusable
                + "typo, Items.GENRE is no column of the model's items that can be filtered: they"
                + " have CREATION_TIMESTAMP, GENRES, ITEM_ID, POPULARITY, YEAR"),
        arguments(
            filter("flag"),
            unusable + "flag, Items.ACTIVE holds booleans, which cannot be filtered"),
        arguments(
            filter("like"),
            "filterArn must name a filter without CurrentItem, which only campaigns of related"
                + " items have: like"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreNamed(String members, String message) {
    for (HttpResponse<String> reply : List.of(recommend("user-03", members), rank(members))) {
      assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(reply.headers().firstValue("x-amzn-ErrorType")).hasValue("InvalidInputException");
    }
  }

  @Test
  void aModelWithoutHistorySaysSo() {
    HttpResponse<String> reply =
        server.post(
            "/recommendations",
            "{\"campaignArn\":\"CAMPAIGNS/plain\",\"userId\":\"user-03\"" + filter("seen") + "}");
    assertThat(reply.body())
        .isEqualTo(
            "{\"message\":\"filterArn must name a filter that the campaign's model can use: seen,"
                + " Interactions.EVENT_TYPE needs the model's table history: it has none\"}");
    assertThat(reply.statusCode()).isEqualTo(400);
  }

  @Test
  void aFilterThatIsNotThereIsNotFound() {
    HttpResponse<String> missing = recommend("user-03", filter("nope"));
    assertThat(missing.body())
        .isEqualTo("{\"message\":\"Filter " + FILTERS + "nope does not exist\"}");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("ResourceNotFoundException");
    HttpResponse<String> broken = recommend("user-03", filter("broken"));
    assertThat(broken.statusCode()).isEqualTo(404);
    assertThat(broken.body())
        .isEqualTo(
            "{\"message\":\"Filter "
                + FILTERS
                + "broken is not active: the server refused it, GET /readyz says why\"}");
  }

  @Test
  void readinessListsFiltersAndWhyOneWasRefused() throws Exception {
    JsonNode readiness = MAPPER.readTree(server.get("/readyz").body());
    assertThat(readiness.get("ready").asBoolean()).isTrue();
    assertThat(readiness.get("filters").toString()).contains("\"even\"").doesNotContain("broken");
    assertThat(readiness.get("filterFailures").get("broken").asText())
        .isEqualTo("expression cannot be read at character 19: expected WHERE, found its end");
  }

  @Test
  void filtersChangeWhileTheServerRuns() throws Exception {
    store.writeFilter("moving", "INCLUDE ItemID WHERE Items.YEAR = 2001");
    RunningServer.await("the filter is there", () -> lists("moving", "1"));
    store.writeFilter("moving", "INCLUDE ItemID WHERE Items.YEAR = 2002");
    RunningServer.await("the filter has changed", () -> lists("moving", "2"));
    store.writeFilterFile("moving", "{");
    RunningServer.await(
        "the file is refused",
        () -> server.get("/readyz").body().contains("\"moving\":\"" + folder));
    assertThat(lists("moving", "2")).isTrue();
    Files.delete(folder.resolve("filters/moving.json"));
    RunningServer.await(
        "the filter is gone", () -> recommend("user-03", filter("moving")).statusCode() == 404);
  }

  private static boolean lists(String filter, String items) {
    HttpResponse<String> reply = recommend("user-03", filter(filter));
    try {
      return reply.statusCode() == 200 && listed(reply).equals(items);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aNewModelIsPreparedForTheFilters() throws Exception {
    Checkerboard board = new Checkerboard(6);
    String model = store.writeModel(board);
    FilterTables.write(store, model, board);
    store.publish("late", StoreFixture.RECOMMEND, model);
    String request =
        "{\"campaignArn\":\"CAMPAIGNS/late\",\"userId\":\"user-03\"" + filter("seen") + "}";
    RunningServer.await(
        "the campaign is there",
        () -> server.post("/recommendations", request).statusCode() != 404);
    assertThat(listed(server.post("/recommendations", request))).isEqualTo("5 0 2 4");
  }
}
