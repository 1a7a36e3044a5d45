package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.FilterTables;
import io.nightjar.serving.fixture.ItemTables;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.similarity.ItemSimilarity;
import io.nightjar.shared.similarity.ItemTraits;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Related and popular items over real HTTP, on a board of ten whose rows have one to four items.
 */
class ItemRecipesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FILTERS = "arn:aws:personalize:r:a:filter/";
  private static final int SIZE = 10;

  @TempDir static Path folder;
  private static RunningServer server;
  private static String model;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(SIZE);
    model = store.writeModel(board);
    FilterTables.write(store, model, board);
    ItemTables.write(
        store,
        model,
        List.of("item-00 item-08 item-02 item-04 item-06", "item-01 item-03"),
        List.of("item-05", "item-07", "item-01"));
    store.publish("sims", "aws-sims", model);
    store.publish("similar", "aws-similar-items", model);
    store.publish("popular", "aws-popularity-count", model);
    store.publish("trending", "aws-trending-now", model);
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    String bare = store.writeModel(new Checkerboard(4));
    store.publish("bare", "aws-sims", bare);
    store.writeFilter("odd", "INCLUDE ItemID WHERE Items.GENRES IN ('odd')");
    store.writeFilter("like", "INCLUDE ItemID WHERE Items.GENRES IN CurrentItem.GENRES");
    store.writeFilter("seen", "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN ('*')");
    store.writeFilter(
        "gold", "INCLUDE ItemID WHERE Items.YEAR > 2007 IF CurrentUser.TIER = 'gold'");
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> ask(String campaign, String members) {
    return server.post(
        "/recommendations", "{\"campaignArn\":\"CAMPAIGNS/" + campaign + "\"" + members + "}");
  }

  private static String item(String number) {
    return ",\"itemId\":\"item-" + number + "\"";
  }

  private static String filter(String name) {
    return ",\"filterArn\":\"" + FILTERS + name + "\"";
  }

  /** Numbers of the items, then where they come from; no item may have a score. */
  private static String answer(HttpResponse<String> reply) throws Exception {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).doesNotContain("score");
    assertThat(reply.headers().firstValue("x-nightjar-model")).hasValue(model);
    List<String> numbers = new ArrayList<>();
    for (JsonNode item : MAPPER.readTree(reply.body()).get("itemList")) {
      numbers.add(item.get("itemId").asText().replace("item-0", ""));
    }
    return String.join(" ", numbers)
        + " "
        + reply.headers().firstValue("x-nightjar-source").orElseThrow();
  }

  @Test
  void popularItemsInPlaceOfRelatedOnesSaySo() throws Exception {
    JsonNode items =
        MAPPER.readTree(ask("sims", item("01") + ",\"numResults\":4").body()).get("itemList");
    List<String> reasons = new ArrayList<>();
    items.forEach(item -> reasons.add(item.path("reason").toString()));
    assertThat(reasons)
        .containsExactly("", "[\"Popular item\"]", "[\"Popular item\"]", "[\"Popular item\"]");
    assertThat(ask("popular", "").body()).doesNotContain("reason");
  }

  private static String refusal(HttpResponse<String> reply) throws Exception {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    assertThat(reply.headers().firstValue("x-amzn-ErrorType")).hasValue("InvalidInputException");
    return MAPPER.readTree(reply.body()).get("message").asText();
  }

  @ParameterizedTest
  @CsvSource({"sims, 00", "similar, 00", "popular, 00", "trending, 00"})
  void anEmptyUserIsNoneWhereNoneIsNeeded(String campaign, String number) throws Exception {
    String nobody = answer(ask(campaign, item(number)));
    assertThat(answer(ask(campaign, item(number) + ",\"userId\":\"\""))).isEqualTo(nobody);
  }

  @Test
  void anEmptyIdIsRefusedWhereOneIsNeeded() throws Exception {
    String nobody = ",\"userId\":\"\"";
    assertThat(refusal(ask("home", nobody))).isEqualTo("userId must not be empty: ''");
    assertThat(refusal(ask("popular", nobody + filter("gold"))))
        .isEqualTo("userId must be given: filter gold asks about the user");
    assertThat(refusal(ask("sims", ",\"itemId\":\"\"")))
        .isEqualTo("itemId must be given, the campaign's recipe is aws-sims: it is ''");
  }

  @Test
  void theBodyIsAmazonsWithoutScores() {
    assertThat(ask("sims", item("00") + ",\"numResults\":2").body().replaceAll("RID-.{36}", "RID"))
        .isEqualTo(
            "{\"itemList\":[{\"itemId\":\"item-08\"},{\"itemId\":\"item-02\"}],"
                + "\"recommendationId\":\"RID\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "00,4,8 2 4 6 table",
    "00,0,' table'",
    // No more items of the table: popular ones, never the item itself nor one twice.
    "00,25,8 2 4 6 5 7 1 3 9 popular",
    "01,4,3 5 7 0 popular",
    // No row, and no such item.
    "05,3,7 1 0 popular",
    "77,4,5 7 1 0 popular",
    "77,25,5 7 1 0 2 3 4 6 8 9 popular"
  })
  void simsAnswersFromItsTableAndFillsUpWithPopularItems(
      String number, int numResults, String expected) throws Exception {
    assertThat(answer(ask("sims", item(number) + ",\"numResults\":" + numResults)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "00,odd,5 7 1 3 9 popular",
    "01,odd,3 5 7 9 popular",
    // Item 0 is even and of the third genre; item 4 has no genre, so no item has the same.
    "00,like,8 2 6 3 9 popular",
    "01,like,3 5 7 9 popular",
    "04,like,' table'",
    "77,like,' popular'"
  })
  void filtersNeverShortenWhatTheCatalogueCouldFill(String number, String name, String expected)
      throws Exception {
    assertThat(answer(ask("sims", item(number) + filter(name)))).isEqualTo(expected);
  }

  @Test
  void aRowThatIsLongEnoughAfterTheFilterAnswers() throws Exception {
    assertThat(answer(ask("sims", item("00") + filter("like") + ",\"numResults\":3")))
        .isEqualTo("8 2 6 table");
  }

  @Test
  void aFilterThatAsksAboutTheUserNeedsOne() throws Exception {
    assertThat(refusal(ask("sims", item("00") + filter("seen"))))
        .isEqualTo("userId must be given: filter seen asks about the user");
    assertThat(refusal(ask("popular", filter("gold"))))
        .isEqualTo("userId must be given: filter gold asks about the user");
    // user-03 had 1 and 3.
    assertThat(answer(ask("sims", item("01") + filter("seen") + ",\"userId\":\"user-03\"")))
        .isEqualTo("5 7 0 2 4 6 8 9 popular");
    assertThat(answer(ask("popular", filter("seen") + ",\"userId\":\"user-03\"")))
        .isEqualTo("5 7 0 2 4 6 8 9 table");
    assertThat(answer(ask("popular", filter("gold") + ",\"userId\":\"user-02\"")))
        .isEqualTo("8 9 table");
    assertThat(answer(ask("popular", filter("gold") + ",\"userId\":\"user-03\"")))
        .startsWith("5 7 1 0");
  }

  @ParameterizedTest
  @CsvSource({"popular", "trending"})
  void popularItemsAreTheSameForEverybody(String campaign) throws Exception {
    assertThat(answer(ask(campaign, ",\"numResults\":2"))).isEqualTo("5 7 table");
    assertThat(answer(ask(campaign, ",\"userId\":\"user-03\",\"itemId\":\"item-05\"")))
        .isEqualTo("5 7 1 0 2 3 4 6 8 9 table");
    assertThat(answer(ask(campaign, filter("odd")))).isEqualTo("5 7 1 3 9 table");
    assertThat(answer(ask(campaign, ",\"context\":{\"DEVICE\":\"tv\"},\"numResults\":1")))
        .isEqualTo("5 table");
  }

  /** What the tables of the fixture say, put together independently of the loader. */
  private static ItemSimilarity similarity() {
    String[] genres = new String[SIZE];
    String[] years = new String[SIZE];
    String[] levels = new String[SIZE];
    for (int item = 0; item < SIZE; item++) {
      genres[item] =
          item == 4 ? null : (item % 2 == 0 ? "even" : "odd") + (item % 3 == 0 ? "|third" : "");
      years[item] = Integer.toString(2000 + item);
      levels[item] = item < 5 ? "low" : "high";
    }
    TreeMap<String, List<String>> columns = new TreeMap<>();
    columns.put("genres", Arrays.asList(genres));
    columns.put("year", Arrays.asList(years));
    columns.put("metadata_popularity", Arrays.asList(levels));
    long[] popularity = new long[SIZE];
    Arrays.fill(popularity, 1);
    return new ItemSimilarity(
        new Checkerboard(SIZE).model().itemEmbeddings(), popularity, ItemTraits.of(SIZE, columns));
  }

  private static String mostLike(int item, int n) {
    return Arrays.stream(similarity().mostLike(item, n, null))
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  @Test
  void similarItemsComparesWhatItsTableDoesNotHave() throws Exception {
    assertThat(answer(ask("similar", item("00") + ",\"numResults\":4"))).isEqualTo("8 2 4 6 table");
    assertThat(answer(ask("similar", item("00")))).isEqualTo(mostLike(0, 9) + " live");
    assertThat(answer(ask("similar", item("06") + ",\"numResults\":3")))
        .isEqualTo(mostLike(6, 3) + " live");
    assertThat(answer(ask("similar", item("06") + filter("like"))))
        .isEqualTo(
            Arrays.stream(similarity().mostLike(6, 9, null))
                    .filter(other -> other != 4 && (other % 2 == 0 || other % 3 == 0))
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" "))
                + " live");
    assertThat(answer(ask("similar", item("77") + ",\"numResults\":3"))).isEqualTo("5 7 1 popular");
  }

  @Test
  void relatedItemsNeedAnItem() throws Exception {
    assertThat(refusal(ask("sims", ",\"userId\":\"user-03\"")))
        .isEqualTo("itemId must be given, the campaign's recipe is aws-sims: it is missing");
    assertThat(refusal(ask("similar", ",\"itemId\":\"\"")))
        .isEqualTo("itemId must be given, the campaign's recipe is aws-similar-items: it is ''");
    assertThat(refusal(ask("home", item("00")))).isEqualTo("userId must be given: it is missing");
    assertThat(refusal(ask("home", ",\"userId\":\"user-03\"" + filter("like"))))
        .contains("CurrentItem");
    assertThat(refusal(ask("popular", item("00") + filter("like")))).contains("CurrentItem");
  }

  @ParameterizedTest
  @CsvSource({"sims", "similar", "popular", "trending"})
  void theyRankNothing(String campaign) throws Exception {
    assertThat(
            refusal(
                server.post(
                    "/personalize-ranking",
                    "{\"campaignArn\":\"CAMPAIGNS/"
                        + campaign
                        + "\",\"userId\":\"u\",\"inputList\":[\"item-00\"]}")))
        .startsWith("GetPersonalizedRanking needs a campaign whose recipe answers it: ")
        .endsWith(", which answers GetRecommendations");
  }

  @Test
  void aModelWithoutTheTablesIsRefused() throws Exception {
    assertThat(ask("bare", item("00")).statusCode()).isEqualTo(404);
    JsonNode ready = MAPPER.readTree(server.get("/readyz").body());
    assertThat(ready.get("failures").get(0).get("message").asText())
        .endsWith("model.json: must list files of popular_items: none");
  }
}
