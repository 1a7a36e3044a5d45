package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.FilterTables;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of the items beside each item, over real HTTP. */
class MetadataTest {
  @TempDir static Path folder;
  private static StoreFixture store;
  private static String model;
  private static RunningServer server;

  @BeforeAll
  static void serve() {
    store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(10);
    model = store.writeModel(board);
    FilterTables.write(store, model, board);
    store.publish("plain", StoreFixture.RECOMMEND, model);
    store.publishWithMetadata("home", StoreFixture.RECOMMEND, model);
    store.publish("home-v2", "aws-user-personalization-v2", model);
    store.publish("rank-v2", "aws-personalized-ranking-v2", model);
    store.publishWithMetadata("bare", StoreFixture.RECOMMEND, store.writeModel(board));
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> recommend(String campaign, String user, String members) {
    return server.post(
        "/recommendations",
        "{\"campaignArn\":\"CAMPAIGNS/"
            + campaign
            + "\",\"userId\":\""
            + user
            + "\""
            + members
            + "}");
  }

  private static String columns(String... names) {
    return ",\"metadataColumns\":{\"ITEMS\":[\"" + String.join("\",\"", names) + "\"]}";
  }

  /** The list of a reply, without scores. */
  private static String items(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return reply
        .body()
        .replaceAll("\"score\":[0-9.E-]+,?", "")
        .replaceAll(",\"recommendationId.*", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "home-v2"})
  void everyItemHasWhatWasAskedFor(String campaign) {
    HttpResponse<String> reply =
        recommend(
            campaign,
            "user-04",
            ",\"numResults\":2"
                + columns("GENRES", "year", "ACTIVE", "Creation_Timestamp", "POPULARITY"));
    // Item 4 has no genre.
    assertThat(items(reply))
        .isEqualTo(
            "{\"itemList\":[{\"itemId\":\"item-04\",\"metadata\":{\"year\":\"2004\","
                + "\"ACTIVE\":\"true\",\"Creation_Timestamp\":\"1004\",\"POPULARITY\":\"low\"}},"
                + "{\"itemId\":\"item-00\",\"metadata\":{\"GENRES\":\"even|third\",\"year\":\"2000\","
                + "\"ACTIVE\":\"true\",\"Creation_Timestamp\":\"1000\",\"POPULARITY\":\"low\"}}]");
  }

  @Test
  void liveAnswersHaveItToo() {
    HttpResponse<String> reply =
        recommend(
            "home",
            "user-03",
            ",\"numResults\":1,\"context\":{\"DEVICE\":\"tv\"}" + columns("GENRES"));
    assertThat(reply.headers().firstValue("x-nightjar-source")).hasValue("live");
    assertThat(items(reply))
        .isEqualTo(
            "{\"itemList\":[{\"itemId\":\"item-03\",\"metadata\":{\"GENRES\":\"odd|third\"}}]");
  }

  @Test
  void rankedItemsHaveItAndThoseThatTheModelDoesNotKnowHaveNone() {
    HttpResponse<String> reply =
        server.post(
            "/personalize-ranking",
            "{\"campaignArn\":\"CAMPAIGNS/rank-v2\",\"userId\":\"user-03\","
                + "\"inputList\":[\"new\",\"item-02\"]"
                + columns("YEAR")
                + "}");
    assertThat(items(reply))
        .isEqualTo(
            "{\"personalizedRanking\":[{\"itemId\":\"item-02\",\"metadata\":{\"YEAR\":\"2002\"}},"
                + "{\"itemId\":\"new\",\"metadata\":{}}]");
  }

  @Test
  void promotedItemsHaveItToo() {
    HttpResponse<String> reply =
        recommend(
            "home",
            "user-03",
            ",\"numResults\":1,\"promotions\":[{\"name\":\"p\",\"percentPromotedItems\":100}]"
                + columns("YEAR"));
    assertThat(items(reply))
        .isEqualTo(
            "{\"itemList\":[{\"itemId\":\"item-03\",\"promotionName\":\"p\","
                + "\"metadata\":{\"YEAR\":\"2003\"},\"reason\":[\"Promoted item\"]}]");
  }

  @Test
  void whoAsksForNothingGetsNothing() {
    for (String nothing : new String[] {"", ",\"metadataColumns\":{\"ITEMS\":[]}"}) {
      assertThat(recommend("home", "user-04", nothing).body()).doesNotContain("metadata");
      assertThat(recommend("plain", "user-04", nothing).statusCode()).isEqualTo(200);
    }
  }

  private static void assertInvalid(HttpResponse<String> reply, String message) {
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.headers().firstValue("x-amzn-ErrorType")).hasValue("InvalidInputException");
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertInvalid(
        recommend("home", "user-03", columns("GENRES", "GENRE")),
        "metadataColumns.ITEMS[1] must be a column of the model's items: 'GENRE' is none of ACTIVE,"
            + " CREATION_TIMESTAMP, GENRES, POPULARITY, YEAR");
    assertInvalid(
        recommend("home", "user-03", columns("ITEM_ID")),
        "metadataColumns.ITEMS[0] must be a column of the model's items: 'ITEM_ID' is none of"
            + " ACTIVE, CREATION_TIMESTAMP, GENRES, POPULARITY, YEAR");
    assertInvalid(
        recommend("bare", "user-03", columns("GENRES")),
        "metadataColumns.ITEMS[0] must be a column of the model's items: the model has none:"
            + " 'GENRES'");
  }

  @Test
  void aCampaignThatDoesNotOfferItSaysSo() {
    assertInvalid(
        recommend("plain", "user-03", columns("GENRES")),
        "metadataColumns needs a campaign that offers metadata, as publish --metadata true makes"
            + " it: plain");
  }

  @Test
  void aCampaignCanBeginToOfferIt() {
    store.publish("later", StoreFixture.RECOMMEND, model);
    RunningServer.await(
        "the campaign is there", () -> recommend("later", "user-03", "").statusCode() == 200);
    assertThat(recommend("later", "user-03", columns("YEAR")).statusCode()).isEqualTo(400);
    store.publishWithMetadata("later", StoreFixture.RECOMMEND, model);
    RunningServer.await(
        "it offers metadata",
        () -> recommend("later", "user-03", columns("YEAR")).statusCode() == 200);
  }
}
