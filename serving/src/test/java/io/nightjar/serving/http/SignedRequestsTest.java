package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.CapturedLog;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.Signer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.serving.security.SecurityConfig;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real server with access keys, asked as a client that signs asks it. */
class SignedRequestsTest {
  private static final String LIMITED = "LIMITEDKEY";
  @TempDir static Path folder;
  private static RunningServer server;
  private static CapturedLog log;

  @BeforeAll
  static void start() throws Exception {
    log = CapturedLog.open();
    StoreFixture store = new StoreFixture(folder.resolve("store"));
    String model = store.writeModel(new Checkerboard(4));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    Path keys = folder.resolve("keys.json");
    Files.writeString(
        keys,
        """
        {"accessKeys": [
          {"accessKeyId": "%s", "secretAccessKey": "%s"},
          {"accessKeyId": "%s", "secretAccessKey": "%s", "campaigns": ["rank"]}]}
        """
            .formatted(Signer.KEY, Signer.SECRET, LIMITED, Signer.SECRET));
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r-----"));
    server =
        RunningServer.of(store.root(), new SecurityConfig(keys, null, null, null, null, false));
  }

  @AfterAll
  static void stop() {
    server.close();
    log.close();
  }

  private static String time(Instant at) {
    return DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(at);
  }

  private static String body(String campaign) {
    return "{\"campaignArn\":\"%s\",\"userId\":\"%s\",\"numResults\":2}"
        .formatted(RunningServer.campaignArn(campaign), Checkerboard.userId(0));
  }

  private static HttpResponse<String> ask(String path, String body, String key, Instant at) {
    String time = time(at);
    String authorization =
        new Signer(key, Signer.SECRET, time)
            .authorization(
                "POST",
                path,
                "",
                Map.of("host", "127.0.0.1:" + server.port(), "x-amz-date", time),
                body.getBytes(StandardCharsets.UTF_8));
    return server.post(path, body, "X-Amz-Date", time, "Authorization", authorization);
  }

  private static void assertError(HttpResponse<String> reply, int status, String type) {
    assertThat(reply.headers().firstValue("x-amzn-ErrorType")).as(reply.body()).hasValue(type);
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.body()).startsWith("{\"message\":\"").doesNotContain(Signer.SECRET);
  }

  @Test
  void aSignedRequestIsAnswered() {
    HttpResponse<String> reply = ask("/recommendations", body("home"), Signer.KEY, Instant.now());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).startsWith("{\"itemList\":[{\"itemId\":");
  }

  @Test
  void everyOperationMustBeSigned() {
    for (String path :
        List.of("/recommendations", "/personalize-ranking", "/action-recommendations")) {
      assertError(server.post(path, body("home")), 403, "MissingAuthenticationToken");
    }
    assertError(
        server.get("/nightjar/why?campaign=home&userId=u&itemId=i"),
        403,
        "MissingAuthenticationToken");
  }

  @Test
  void aBodyThatWasChangedIsRefused() {
    String time = time(Instant.now());
    String authorization =
        new Signer(Signer.KEY, Signer.SECRET, time)
            .authorization(
                "POST",
                "/recommendations",
                "",
                Map.of("host", "127.0.0.1:" + server.port(), "x-amz-date", time),
                body("rank").getBytes(StandardCharsets.UTF_8));
    assertError(
        server.post(
            "/recommendations", body("home"), "X-Amz-Date", time, "Authorization", authorization),
        403,
        "InvalidSignatureException");
  }

  @Test
  void anUnknownKeyIsRefused() {
    assertError(
        ask("/recommendations", body("home"), "NOBODY", Instant.now()),
        403,
        "InvalidClientTokenId");
  }

  @Test
  void anOldRequestIsRefusedWithTheTimeHere() {
    HttpResponse<String> reply =
        ask("/recommendations", body("home"), Signer.KEY, Instant.now().minusSeconds(1000));
    assertError(reply, 400, "RequestExpired");
    // SDKs set their clock by it and try again.
    assertThat(reply.headers().firstValue("Date")).isPresent();
  }

  @Test
  void aSignatureOfNoFormIsRefused() {
    assertError(
        server.post("/recommendations", body("home"), "Authorization", "AWS4-HMAC-SHA256 x"),
        400,
        "IncompleteSignature");
  }

  @Test
  void aKeyMayBeLimitedToCampaigns() {
    HttpResponse<String> refused = ask("/recommendations", body("home"), LIMITED, Instant.now());
    assertError(refused, 400, "AccessDeniedException");
    assertThat(refused.body())
        .contains(
            "User: LIMITEDKEY is not authorized to perform: personalize:GetRecommendations on"
                + " resource: "
                + RunningServer.campaignArn("home"));
    assertError(
        ask("/recommendations", body("nowhere"), LIMITED, Instant.now()),
        400,
        "AccessDeniedException");
    String ranking =
        "{\"campaignArn\":\"%s\",\"userId\":\"u\",\"inputList\":[]}"
            .formatted(RunningServer.campaignArn("rank"));
    assertThat(ask("/personalize-ranking", ranking, LIMITED, Instant.now()).statusCode())
        .isEqualTo(200);
    assertError(
        ask("/personalize-ranking", ranking.replace("rank\"", "home\""), LIMITED, Instant.now()),
        400,
        "AccessDeniedException");
  }

  @Test
  void aPresignedQuestionIsAnswered() {
    String query = "campaign=home&itemId=nothing&userId=" + Checkerboard.userId(0);
    String host = "127.0.0.1:" + server.port();
    Signer signer = new Signer(Signer.KEY, Signer.SECRET, time(Instant.now()));
    String presigned = signer.presigned("GET", "/nightjar/why", query, host, 60);
    HttpResponse<String> reply = server.get("/nightjar/why?" + presigned);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    Signer limited = new Signer(LIMITED, Signer.SECRET, time(Instant.now()));
    assertError(
        server.get("/nightjar/why?" + limited.presigned("GET", "/nightjar/why", query, host, 60)),
        400,
        "AccessDeniedException");
  }

  @Test
  void probesNeedNoSignatureAndTellNoNames() {
    assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(server.get("/readyz").body()).isEqualTo("{\"ready\":true,\"loading\":false}");
  }

  @Test
  void theRepliesToStrangersHaveTheHeadersOfAll() {
    HttpResponse<String> reply = server.post("/recommendations", body("home"));
    assertThat(reply.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(reply.headers().allValues("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void noSecretIsLogged() {
    ask("/recommendations", body("home"), Signer.KEY, Instant.now());
    ask("/recommendations", body("home"), "NOBODY", Instant.now());
    assertThat(log.messages())
        .anyMatch(line -> line.contains("2 access keys"))
        .noneMatch(line -> line.contains(Signer.SECRET));
  }
}
