package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The limits of the members that clients do not check: each member is added to a request that is
 * fine without it.
 */
class LimitsTest {
  private static final String FILTER = "arn:aws:personalize:r:a:filter/f";
  private static final String FINE = "\"name\":\"house\",\"percentPromotedItems\":20";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    String model = store.writeModel(new Checkerboard(4));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> recommend(String members) {
    return server.post(
        "/recommendations",
        "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"user-03\"," + members + "}");
  }

  private static HttpResponse<String> rank(String members) {
    return server.post(
        "/personalize-ranking",
        "{\"campaignArn\":\"CAMPAIGNS/rank\",\"userId\":\"user-03\"," + members + "}");
  }

  private static void assertInvalid(HttpResponse<String> reply, String message) {
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.headers().firstValue("x-amzn-ErrorType")).hasValue("InvalidInputException");
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
  }

  private static String map(int entries) {
    return IntStream.range(0, entries)
        .mapToObj(entry -> "\"K" + entry + "\":\"v\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String list(int elements) {
    return "[" + String.join(",", Collections.nCopies(elements, "\"C\"")) + "]";
  }

  private static String cut(String letter) {
    return "'" + letter.repeat(80) + "…'";
  }

  static Stream<Arguments> ofBoth() {
    String withFilter = "\"filterArn\":\"" + FILTER + "\",";
    return Stream.of(
        arguments("\"filterArn\":7", "filterArn must be a string: it is 7"),
        arguments(
            "\"filterArn\":\"f\"",
            "filterArn must look like arn:aws:personalize:REGION:ACCOUNT:filter/NAME: 'f'"),
        arguments(
            "\"filterArn\":\"arn:aws:personalize:r:a:campaign/f\"",
            "filterArn must look like arn:aws:personalize:REGION:ACCOUNT:filter/NAME:"
                + " 'arn:aws:personalize:r:a:campaign/f'"),
        arguments(
            "\"filterArn\":\"arn:aws:personalize:r:a:filter/\"",
            "filterArn must look like arn:aws:personalize:REGION:ACCOUNT:filter/NAME:"
                + " 'arn:aws:personalize:r:a:filter/'"),
        arguments(
            "\"filterArn\":\"" + "x".repeat(257) + "\"",
            "filterArn must not be longer than 256 characters: " + cut("x") + " has 257"),
        arguments(
            withFilter + "\"filterValues\":[]",
            "filterValues must be an object of strings: it is a list"),
        arguments(
            withFilter + "\"filterValues\":{\"A\":1}", "filterValues.A must be a string: it is 1"),
        arguments(
            withFilter + "\"filterValues\":" + map(26),
            "filterValues must not have more than 25 entries: 26"),
        arguments(
            withFilter + "\"filterValues\":{\"$A\":\"x\"}",
            "a key of filterValues must be letters, digits and '_': '$A'"),
        arguments(
            withFilter + "\"filterValues\":{\"" + "k".repeat(51) + "\":\"x\"}",
            "a key of filterValues must not be longer than 50 characters: "
                + cut("k").replaceAll("k+…", "k".repeat(51))
                + " has 51"),
        arguments(
            withFilter + "\"filterValues\":{\"A\":\"" + "v".repeat(1001) + "\"}",
            "filterValues.A must not be longer than 1000 characters: " + cut("v") + " has 1001"),
        arguments(
            "\"filterValues\":{\"A\":\"x\"}",
            "filterArn must be given with filterValues: it is missing"),
        arguments("\"metadataColumns\":[]", "metadataColumns must be an object: it is a list"),
        arguments(
            "\"metadataColumns\":{\"ITEMS\":\"C\"}",
            "metadataColumns.ITEMS must be a list of strings: it is the string 'C'"),
        arguments(
            "\"metadataColumns\":{\"USERS\":[]}",
            "a key of metadataColumns must be ITEMS: 'USERS'"),
        arguments(
            "\"metadataColumns\":{\"ITEMS\":" + list(11) + "}",
            "metadataColumns.ITEMS must not have more than 10 columns: 11"),
        arguments(
            "\"metadataColumns\":{\"ITEMS\":[\"C\",\"" + "c".repeat(151) + "\"]}",
            "metadataColumns.ITEMS[1] must not be longer than 150 characters: "
                + cut("c")
                + " has 151"));
  }

  @ParameterizedTest
  @MethodSource("ofBoth")
  void bothOperationsCheck(String members, String message) {
    assertInvalid(recommend(members), message);
    assertInvalid(rank("\"inputList\":[\"item-00\"]," + members), message);
  }

  static Stream<Arguments> ofRecommendations() {
    return Stream.of(
        arguments(
            "\"itemId\":\"" + "x".repeat(257) + "\"",
            "itemId must not be longer than 256 characters: " + cut("x") + " has 257"),
        arguments(
            "\"metadataColumns\":{\"ITEMS\":[\"C\"]},\"numResults\":51",
            "numResults must not exceed 50 with metadataColumns: 51"),
        arguments("\"promotions\":{}", "promotions must be a list: it is an object"),
        arguments("\"promotions\":[7]", "promotions[0] must be an object: it is 7"),
        arguments(
            "\"promotions\":[{" + FINE + "},{" + FINE + "}]",
            "promotions must not have more than 1 promotion: 2"),
        arguments(
            "\"promotions\":[{\"percentPromotedItems\":20}]",
            "promotions[0].name must be given: it is missing"),
        arguments(
            "\"promotions\":[{\"name\":\"-a\",\"percentPromotedItems\":20}]",
            "promotions[0].name must be letters, digits, '-' and '_', starting with a letter or"
                + " digit: '-a'"),
        arguments(
            "\"promotions\":[{\"name\":\"\",\"percentPromotedItems\":20}]",
            "promotions[0].name must be letters, digits, '-' and '_', starting with a letter or"
                + " digit: ''"),
        arguments(
            "\"promotions\":[{\"name\":\"" + "a".repeat(64) + "\",\"percentPromotedItems\":20}]",
            "promotions[0].name must not be longer than 63 characters: '"
                + "a".repeat(64)
                + "' has 64"),
        arguments(
            "\"promotions\":[{\"name\":\"house\",\"percentPromotedItems\":null}]",
            "promotions[0].percentPromotedItems must be given: it is missing"),
        arguments(
            "\"promotions\":[{\"name\":\"house\",\"percentPromotedItems\":0}]",
            "promotions[0].percentPromotedItems must be in 1 to 100: 0"),
        arguments(
            "\"promotions\":[{\"name\":\"house\",\"percentPromotedItems\":101}]",
            "promotions[0].percentPromotedItems must be in 1 to 100: 101"),
        arguments(
            "\"promotions\":[{\"name\":\"house\",\"percentPromotedItems\":\"20\"}]",
            "promotions[0].percentPromotedItems must be an integer: it is the string '20'"),
        arguments(
            "\"promotions\":[{" + FINE + ",\"filterArn\":\"f\"}]",
            "promotions[0].filterArn must look like"
                + " arn:aws:personalize:REGION:ACCOUNT:filter/NAME: 'f'"),
        arguments(
            "\"promotions\":[{" + FINE + ",\"filterValues\":{\"A\":1}}]",
            "promotions[0].filterValues.A must be a string: it is 1"),
        arguments(
            "\"promotions\":[{" + FINE + ",\"filterValues\":" + map(26) + "}]",
            "promotions[0].filterValues must not have more than 25 entries: 26"),
        arguments(
            "\"promotions\":[{" + FINE + ",\"filterValues\":{\"A\":\"x\"}}]",
            "promotions[0].filterArn must be given with promotions[0].filterValues: it is"
                + " missing"));
  }

  @ParameterizedTest
  @MethodSource("ofRecommendations")
  void recommendationsCheck(String members, String message) {
    assertInvalid(recommend(members), message);
  }

  @Test
  void aRankingWithMetadataHasFiftyItemsAtMost() {
    assertInvalid(
        rank("\"metadataColumns\":{\"ITEMS\":[\"C\"]},\"inputList\":" + list(51)),
        "inputList must not have more than 50 items with metadataColumns: 51");
  }

  @Test
  void whatAsksForNothingIsNothing() {
    String nothing =
        "\"filterValues\":{},\"promotions\":[],\"itemId\":null,\"metadataColumns\":null";
    assertThat(recommend(nothing).statusCode()).isEqualTo(200);
    assertThat(rank("\"inputList\":[]," + nothing).statusCode()).isEqualTo(200);
  }

  @Test
  void theLargestThatIsAllowedIsAccepted() {
    String context =
        IntStream.range(0, 150)
            .mapToObj(entry -> "\"" + "k".repeat(147) + (100 + entry) + "\":\"" + "v".repeat(1000))
            .collect(Collectors.joining("\",", "{", "\"}"));
    String members =
        "\"numResults\":500,\"itemId\":\"" + "😀".repeat(256) + "\",\"context\":" + context;
    assertThat(recommend(members).statusCode()).isEqualTo(200);
  }
}
