package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller's mistakes are answered with: status, error type and the whole body. */
class ErrorsTest {
  private static final String HOME = "\"campaignArn\":\"CAMPAIGNS/home\"";
  private static final String RANK = "\"campaignArn\":\"CAMPAIGNS/rank\"";
  private static final String ARN = "arn:aws:personalize:eu-central-1:000000000000:campaign";
  private static final String USER = "\"userId\":\"user-03\"";
  private static final String LONG = "x".repeat(257);

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    String model = store.writeModel(new Checkerboard(4));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    store.writeCampaign("broken", "{");
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void assertError(
      HttpResponse<String> reply, int status, String errorType, String message) {
    assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.headers().firstValue("x-amzn-ErrorType")).hasValue(errorType);
    assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(reply.headers().firstValue("x-amzn-RequestId").orElse("")).hasSize(36);
  }

  static Stream<Arguments> recommendations() {
    return Stream.of(
        arguments("", "request body must be a JSON object: it is empty"),
        arguments("  ", "request body must be a JSON object: it is nothing"),
        arguments("[]", "request body must be a JSON object: it is a list"),
        arguments(
            "{",
            "request body must be JSON: Unexpected end-of-input: expected close marker for"
                + " Object"),
        arguments(
            "{\"a\":1 // comment",
            "request body must be JSON: Unexpected character ('/' (code 47)): maybe a"
                + " (non-standard) comment?"),
        arguments("{\"a\":NaN}", "request body must be JSON: Non-standard token 'NaN'"),
        arguments(
            "{\"a\":" + "[".repeat(1001),
            "request body must be JSON: Document nesting depth (1001) exceeds the maximum allowed"
                + " (1000)"),
        arguments(
            "{\"a\":" + "1".repeat(1001) + "}",
            "request body must be JSON: Number value length (1001) exceeds the maximum allowed"
                + " (1000)"),
        arguments("\"x\"", "request body must be a JSON object: it is the string 'x'"),
        arguments("null", "request body must be a JSON object: it is null"),
        arguments("{} {}", "request body must be one JSON object: after it comes an object"),
        arguments("{}", "campaignArn or recommenderArn must be given: both are missing"),
        arguments(
            "{\"campaignArn\":null," + USER + "}",
            "campaignArn or recommenderArn must be given: both are missing"),
        arguments(
            "{" + HOME + ",\"recommenderArn\":\"CAMPAIGNS/home\"," + USER + "}",
            "campaignArn and recommenderArn must not be given together: leave one out"),
        arguments("{\"campaignArn\":7}", "campaignArn must be a string: it is 7"),
        arguments(
            "{\"campaignArn\":\"home\"," + USER + "}",
            "campaignArn must look like arn:aws:personalize:REGION:ACCOUNT:campaign/NAME: 'home'"),
        arguments(
            "{\"campaignArn\":\"arn:aws:personalize:r:a:solution/home\"," + USER + "}",
            "campaignArn must look like arn:aws:personalize:REGION:ACCOUNT:campaign/NAME:"
                + " 'arn:aws:personalize:r:a:solution/home'"),
        arguments(
            "{\"recommenderArn\":\"CAMPAIGNS/home\"," + USER + "}",
            "recommenderArn must look like arn:aws:personalize:REGION:ACCOUNT:recommender/NAME: '"
                + ARN
                + "/home'"),
        arguments(
            "{\"campaignArn\":\"" + LONG + "\"," + USER + "}",
            "campaignArn must not be longer than 256 characters: '"
                + "x".repeat(80)
                + "…' has 257"),
        arguments("{" + HOME + "}", "userId must be given: it is missing"),
        arguments("{" + HOME + ",\"userId\":\"\"}", "userId must not be empty: ''"),
        arguments("{" + HOME + ",\"userId\":12}", "userId must be a string: it is 12"),
        arguments(
            "{" + HOME + ",\"userId\":\"" + LONG + "\"}",
            "userId must not be longer than 256 characters: '" + "x".repeat(80) + "…' has 257"),
        arguments(
            "{" + HOME + ",\"userId\":\"a\\ud800\"}",
            "userId must be valid Unicode: 'a\uFFFD' has half a surrogate pair"),
        arguments("{" + HOME + "," + USER + ",\"itemId\":1}", "itemId must be a string: it is 1"),
        arguments(
            "{" + HOME + "," + USER + ",\"numResults\":501}",
            "numResults must not exceed 500: 501"),
        arguments(
            "{" + HOME + "," + USER + ",\"numResults\":-1}", "numResults must not be negative: -1"),
        arguments(
            "{" + HOME + "," + USER + ",\"numResults\":\"5\"}",
            "numResults must be an integer: it is the string '5'"),
        arguments(
            "{" + HOME + "," + USER + ",\"numResults\":2.5}",
            "numResults must be an integer: it is 2.5"),
        arguments(
            "{" + HOME + "," + USER + ",\"numResults\":99999999999}",
            "numResults must be an integer of 32 bits: 99999999999"),
        arguments(
            "{" + HOME + "," + USER + ",\"context\":[]}",
            "context must be an object of strings: it is a list"),
        arguments(
            "{" + HOME + "," + USER + ",\"context\":{\"HOUR\":7}}",
            "context.HOUR must be a string: it is 7"),
        arguments(
            "{" + HOME + "," + USER + ",\"context\":{\"DAY-PART\":\"x\"}}",
            "a key of context must be letters, digits and '_': 'DAY-PART'"),
        arguments(
            "{" + HOME + "," + USER + ",\"context\":{\"\":\"x\"}}",
            "a key of context must be letters, digits and '_': ''"),
        arguments(
            "{" + HOME + "," + USER + ",\"context\":{\"" + "k".repeat(151) + "\":\"x\"}}",
            "a key of context must not be longer than 150 characters: '"
                + "k".repeat(80)
                + "…' has 151"),
        arguments(
            "{" + HOME + "," + USER + ",\"context\":{\"DEVICE\":\"" + "v".repeat(1001) + "\"}}",
            "context.DEVICE must not be longer than 1000 characters: '"
                + "v".repeat(80)
                + "…' has 1001"),
        arguments(
            "{" + HOME + "," + USER + ",\"context\":" + map(151) + "}",
            "context must not have more than 150 entries: 151"),
        arguments(
            "{" + HOME + "," + USER + ",\"metadataColumns\":{\"ITEMS\":[\"TITLE\"]}}",
            "metadataColumns needs a campaign that offers metadata, as publish --metadata true"
                + " makes it: home"),
        arguments(
            "{" + RANK + "," + USER + "}",
            "GetRecommendations needs a campaign whose recipe answers it: "
                + ARN
                + "/rank has aws-personalized-ranking, which answers GetPersonalizedRanking"));
  }

  private static String map(int entries) {
    return IntStream.range(0, entries)
        .mapToObj(entry -> "\"K" + entry + "\":\"v\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  @ParameterizedTest
  @MethodSource("recommendations")
  void recommendationsRefuse(String body, String message) {
    assertError(server.post("/recommendations", body), 400, "InvalidInputException", message);
  }

  static Stream<Arguments> rankings() {
    String input = "\"inputList\":[\"item-00\"]";
    return Stream.of(
        arguments("{" + USER + "," + input + "}", "campaignArn must be given: it is missing"),
        arguments(
            "{\"recommenderArn\":\"CAMPAIGNS/rank\"," + USER + "," + input + "}",
            "campaignArn must be given: it is missing"),
        arguments("{" + RANK + "," + input + "}", "userId must be given: it is missing"),
        arguments("{" + RANK + "," + USER + "}", "inputList must be given: it is missing"),
        arguments(
            "{" + RANK + "," + USER + ",\"inputList\":\"item-00\"}",
            "inputList must be a list of strings: it is the string 'item-00'"),
        arguments(
            "{" + RANK + "," + USER + ",\"inputList\":[\"a\",7]}",
            "inputList[1] must be a string: it is 7"),
        arguments(
            "{" + RANK + "," + USER + ",\"inputList\":[\"a\",[\"b\"]]}",
            "inputList[1] must be a string: it is a list"),
        arguments(
            "{" + RANK + "," + USER + ",\"inputList\":[\"" + LONG + "\"]}",
            "inputList[0] must not be longer than 256 characters: '"
                + "x".repeat(80)
                + "…' has 257"),
        arguments(
            "{" + RANK + "," + USER + ",\"inputList\":[" + "\"a\",".repeat(500) + "\"a\"]}",
            "inputList must not have more than 500 items: 501"),
        arguments(
            "{" + RANK + "," + USER + "," + input + ",\"metadataColumns\":{\"ITEMS\":[\"A\"]}}",
            "metadataColumns needs a campaign that offers metadata, as publish --metadata true"
                + " makes it: rank"),
        arguments(
            "{" + HOME + "," + USER + "," + input + "}",
            "GetPersonalizedRanking needs a campaign whose recipe answers it: "
                + ARN
                + "/home has aws-user-personalization, which answers GetRecommendations"));
  }

  @ParameterizedTest
  @MethodSource("rankings")
  void rankingsRefuse(String body, String message) {
    assertError(server.post("/personalize-ranking", body), 400, "InvalidInputException", message);
  }

  @Test
  void aCampaignThatIsNotThereIsNotFound() {
    assertError(
        server.post("/recommendations", "{\"campaignArn\":\"CAMPAIGNS/nope\"," + USER + "}"),
        404,
        "ResourceNotFoundException",
        "Campaign " + ARN + "/nope does not exist");
    assertError(
        server.post(
            "/recommendations",
            "{\"recommenderArn\":\"" + RunningServer.recommenderArn("nope") + "\"," + USER + "}"),
        404,
        "ResourceNotFoundException",
        "Recommender " + RunningServer.recommenderArn("nope") + " does not exist");
  }

  @Test
  void aCampaignWhoseModelWasRefusedIsNotActive() {
    assertError(
        server.post("/recommendations", "{\"campaignArn\":\"CAMPAIGNS/broken\"," + USER + "}"),
        404,
        "ResourceNotFoundException",
        "Campaign "
            + ARN
            + "/broken is not active: the server refused its model, GET /readyz says why");
  }

  @Test
  void aCampaignNameIsNoPath() {
    assertThat(
            server
                .post(
                    "/recommendations",
                    "{\"campaignArn\":\"CAMPAIGNS/../../etc/passwd\"," + USER + "}")
                .statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{bad", "{\"userId\":\"x\"", "<a/>", "{\"a\":1,}", "a=b", "\u0000"})
  void whatIsNotJsonIsInvalidInput(String body) {
    HttpResponse<String> reply = server.post("/recommendations", body);
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.headers().firstValue("x-amzn-ErrorType")).hasValue("InvalidInputException");
    assertThat(reply.body()).startsWith("{\"message\":\"request body must be JSON: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u00ff", "\u00c0\u0080", "\u00e0\u0081\u0081", "\u00ed\u00a0\u0080", "\u00e9"})
  void whatIsNotUtf8IsInvalidInput(String bytes) {
    byte[] body = ("{\"userId\":\"" + bytes + "\"}").getBytes(StandardCharsets.ISO_8859_1);
    assertError(
        server.send("POST", "/recommendations", HttpRequest.BodyPublishers.ofByteArray(body)),
        400,
        "InvalidInputException",
        "request body must be UTF-8: byte 0x%02x after 11 others begins no character"
            .formatted((int) bytes.charAt(0)));
  }

  @Test
  void aNullInAMapIsNotGiven() {
    String nulls =
        IntStream.range(0, 200)
            .mapToObj(entry -> "\"N-" + entry + "\":null")
            .collect(Collectors.joining(",", "{", "}"));
    for (String members :
        List.of(
            ",\"context\":" + nulls,
            ",\"filterValues\":" + nulls,
            ",\"promotions\":[{\"name\":\"p\",\"percentPromotedItems\":10,\"filterValues\":"
                + nulls
                + "}]")) {
      HttpResponse<String> reply =
          server.post("/recommendations", "{" + HOME + "," + USER + members + "}");
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    }
  }

  @Test
  void deepNestingIsInvalidInput() {
    HttpResponse<String> reply = server.post("/recommendations", "{\"a\":" + "[".repeat(100_000));
    assertThat(reply.statusCode()).isEqualTo(400);
  }

  @Test
  void actionsAreNotSupported() {
    assertError(
        server.post("/action-recommendations", "{}"),
        400,
        "InvalidInputException",
        "GetActionRecommendations is not supported: no campaign has the recipe"
            + " aws-next-best-action");
  }

  @Test
  void anUnknownPathIsAnUnknownOperation() {
    assertError(
        server.post("/nope", "{}"),
        404,
        "UnknownOperationException",
        "No operation has this path: POST /nope");
  }

  @Test
  void anOperationOfTheControlPlaneIsNamedInItsOwnProtocol() {
    HttpResponse<String> reply =
        server.post("/", "{}", "X-Amz-Target", "AmazonPersonalize.ListCampaigns");
    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.headers().firstValue("x-amzn-ErrorType"))
        .hasValue("UnknownOperationException");
    assertThat(reply.body())
        .isEqualTo(
            "{\"__type\":\"UnknownOperationException\",\"message\":\"The operation must be one of"
                + " the runtime API, others are commands here (docs/compatibility.md):"
                + " ListCampaigns\"}");
  }

  @Test
  void anotherMethodIsAnUnknownOperation() {
    HttpResponse<String> get = server.get("/recommendations");
    assertError(
        get,
        405,
        "UnknownOperationException",
        "The operation of this path is asked by POST: GET /recommendations");
    assertThat(get.headers().allValues("Allow")).containsExactly("POST");
    HttpResponse<String> put =
        server.send("PUT", "/nightjar/why", HttpRequest.BodyPublishers.noBody());
    assertError(
        put,
        405,
        "UnknownOperationException",
        "The operation of this path is asked by GET, HEAD: PUT /nightjar/why");
    assertThat(put.headers().allValues("Allow")).containsExactly("GET, HEAD");
    assertThat(head("/recommendations").statusCode()).isEqualTo(405);
  }

  private static HttpResponse<String> head(String path) {
    return server.send("HEAD", path, HttpRequest.BodyPublishers.noBody());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/openapi.json", "/nightjar/why", "/nightjar/why?userId=a"})
  void headIsAnsweredAsGetWithoutTheBody(String path) {
    HttpResponse<String> get = server.get(path);
    HttpResponse<String> head = head(path);
    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("x-amzn-RequestId").orElse("")).hasSize(36);
    for (String name : List.of("Content-Type", "Content-Length", "x-amzn-ErrorType")) {
      assertThat(head.headers().firstValue(name)).isEqualTo(get.headers().firstValue(name));
    }
  }

  @Test
  void aBodyUpToTheLimitIsRead() {
    byte[] body = new byte[RequestBody.LIMIT];
    Arrays.fill(body, (byte) ' ');
    assertError(
        server.send("POST", "/recommendations", HttpRequest.BodyPublishers.ofByteArray(body)),
        400,
        "InvalidInputException",
        "request body must be a JSON object: it is nothing");
  }

  @Test
  void aLargerBodyIsRefused() {
    assertError(
        server.send(
            "POST",
            "/recommendations",
            HttpRequest.BodyPublishers.ofByteArray(new byte[RequestBody.LIMIT + 1])),
        413,
        "RequestTooLargeException",
        "request body must not be larger than 1048576 bytes");
  }

  static Stream<Arguments> notHttp() {
    String host = "HTTP/1.1\r\nHost: a\r\n";
    String notUnderstood = "The request is not HTTP that this server understands: ";
    return Stream.of(
        arguments(
            "GET /healthz " + host + "Content-Length: x\r\n\r\n",
            400,
            notUnderstood + "Invalid Content-Length Value"),
        arguments("GET /healthz HTTP/1.1\r\n\r\n", 400, notUnderstood + "No Host"),
        arguments(
            "GET /healthz?" + "x".repeat(20_000) + " " + host + "\r\n",
            414,
            "request line must not have more than 8192 bytes: it has more"),
        arguments(
            "GET /healthz " + host + "X: " + "x".repeat(20_000) + "\r\n\r\n",
            431,
            "request line and headers must not have more than 8192 bytes together: they have"
                + " more"),
        arguments(
            "GET /healthz " + host + "Expect: 200-ok\r\n\r\n",
            417,
            "header Expect must be 100-continue: it is something else"),
        arguments(
            "GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n",
            505,
            "HTTP version must be 1.0 or 1.1: it is another"));
  }

  @ParameterizedTest
  @MethodSource("notHttp")
  void whatIsNotHttpIsAnsweredInJsonToo(String request, int status, String message)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String reply = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(reply)
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("Content-Type: application/json")
          .contains("x-amzn-ErrorType: InvalidInputException")
          .contains("x-amzn-RequestId: ")
          .endsWith("{\"message\":\"" + message + "\"}");
    }
  }
}
