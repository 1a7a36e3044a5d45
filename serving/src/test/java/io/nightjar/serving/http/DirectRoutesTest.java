package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.JavalinConfig;
import io.nightjar.serving.api.ThrottlingException;
import io.nightjar.serving.fixture.CapturedLog;
import io.nightjar.serving.load.LoadConfig;
import io.nightjar.serving.load.ShedRequests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations that are answered before the router, beside the same ones behind it. */
class DirectRoutesTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** All that may be answered at a time. */
  private static final int HELD = 4;

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final LoadConfig LIMITS = new LoadConfig(HELD, 0, LONG, 100, LONG, LONG, 1 << 20);
  private static final CountDownLatch BEGUN = new CountDownLatch(HELD);
  private static final CountDownLatch END = new CountDownLatch(1);

  private static JsonServer server;

  @BeforeAll
  static void serve() {
    DirectRoutes direct = new DirectRoutes();
    Shedding shed = new Shedding(new ShedRequests(), null);
    server =
        JsonServer.start(
            "127.0.0.1",
            0,
            null,
            config -> {
              new LoadLimits(LIMITS, shed, direct).accept(config);
              for (String path : List.of("/echo", "/throttled", "/failing", "/dying")) {
                add(config, direct, path, call -> answer(path, call));
                add(config, direct, "/later" + path, call -> new Pending(() -> answer(path, call)));
              }
              direct.post("/held", call -> new Pending(DirectRoutesTest::held));
            });
  }

  private static Reply held() {
    BEGUN.countDown();
    try {
      END.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Reply(200, List.of(), new byte[] {'1'});
  }

  private static void add(
      JavalinConfig config, DirectRoutes direct, String path, OperationHandler operation) {
    direct.post(path, operation);
    config.routes.post(path, RoutedCall.to(operation));
  }

  /** Says what it sees of a call, or fails as the path has it. */
  private static Reply answer(String path, Call call) {
    switch (path) {
      case "/throttled" -> throw new ThrottlingException("slower", 7);
      case "/failing" -> throw new IllegalStateException("secret");
      case "/dying" -> throw new StackOverflowError("secret");
      default -> {
        String seen =
            String.join(
                "|",
                call.method(),
                String.valueOf(call.rawQuery()),
                String.valueOf(call.header("X-One")),
                call.headers("x-many").toString(),
                call.headers("x-none").toString(),
                new String(call.body(), StandardCharsets.UTF_8));
        return new Reply(
            202,
            List.of(new HttpField("x-seen-id", call.requestId())),
            seen.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpRequest request(String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("x-one", "1")
        .header("x-many", "a")
        .header("x-many", "b")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(request(path, body), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> reply, String name) {
    assertThat(reply.headers().allValues(name)).as(name).hasSize(1);
    return reply.headers().firstValue(name).orElseThrow();
  }

  /** A slash at the end is another spelling, which the router understands. */
  private static HttpResponse<String> routed(String path, String query, String body)
      throws IOException, InterruptedException {
    return post(path + "/" + query, body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/echo", "/later/echo"})
  void bothWaysAnOperationSeesTheSameCall(String path) throws Exception {
    HttpResponse<String> direct = post(path + "?x=%20y", "body é");
    HttpResponse<String> routed = routed(path, "?x=%20y", "body é");
    assertThat(direct.statusCode()).isEqualTo(202);
    assertThat(direct.body()).isEqualTo("POST|x=%20y|1|[a, b]|[]|body é");
    assertThat(routed.statusCode()).isEqualTo(202);
    assertThat(routed.body()).isEqualTo(direct.body());
    for (HttpResponse<String> reply : List.of(direct, routed)) {
      assertThat(header(reply, "x-seen-id")).isEqualTo(header(reply, "x-amzn-RequestId"));
      assertThat(header(reply, "Content-Type")).isEqualTo("application/json");
      assertThat(header(reply, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(reply, "X-Content-Type-Options")).isEqualTo("nosniff");
    }
  }

  @Test
  void anEmptyBodyIsEmpty() throws Exception {
    assertThat(post("/echo", "").body()).isEqualTo("POST|null|1|[a, b]|[]|");
  }

  @Test
  void aBodyOfManyPiecesIsWhole() throws Exception {
    String large = "0123456789".repeat(50_000);
    assertThat(post("/echo", large).body()).endsWith("|" + large);
    assertThat(routed("/echo", "", large).body()).endsWith("|" + large);
  }

  @Test
  void aRefusalHasItsNameAndItsHeaders() throws Exception {
    for (HttpResponse<String> reply :
        List.of(
            post("/throttled", "{}"),
            post("/later/throttled", "{}"),
            routed("/later/throttled", "", "{}"))) {
      assertThat(reply.statusCode()).isEqualTo(429);
      assertThat(reply.body()).isEqualTo("{\"message\":\"slower\"}");
      assertThat(header(reply, "x-amzn-ErrorType")).isEqualTo("ThrottlingException");
      assertThat(header(reply, "Retry-After")).isEqualTo("7");
    }
  }

  @Test
  void faultsAreLoggedUnderTheIdOfTheReplyAndToldToNobody() throws Exception {
    for (String path : List.of("/failing", "/dying", "/later/failing", "/later/dying")) {
      try (CapturedLog log = CapturedLog.open()) {
        HttpResponse<String> reply = post(path, "{}");
        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body())
            .isEqualTo("{\"message\":\"The server failed to answer the request\"}");
        assertThat(header(reply, "x-amzn-ErrorType")).isEqualTo("InternalFailure");
        assertThat(log.messages())
            .contains(
                "POST %s failed, request %s".formatted(path, header(reply, "x-amzn-RequestId")));
      }
    }
  }

  @Test
  void whatTakesLongIsLimitedAndWhatIsQuickIsNot() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    try {
      for (int caller = 0; caller < HELD; caller++) {
        waiting.add(CLIENT.sendAsync(request("/held", "{}"), BodyHandlers.ofString()));
      }
      assertThat(BEGUN.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(post("/held", "{}").statusCode()).isEqualTo(429);
      assertThat(post("/later/echo", "").statusCode()).isEqualTo(429);
      assertThat(post("/echo", "").statusCode()).isEqualTo(202);
    } finally {
      END.countDown();
    }
    for (CompletableFuture<HttpResponse<String>> reply : waiting) {
      assertThat(reply.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void otherMethodsGoOnToTheRouter() throws Exception {
    HttpResponse<String> reply =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/echo"))
                .build(),
            BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(405);
    assertThat(header(reply, "Allow")).isEqualTo("POST");
  }
}
