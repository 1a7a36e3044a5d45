package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.CapturedLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callers and the log are told of faults of the server, on routes that have nothing else. */
class FailuresTest {
  private static JsonServer server;

  @BeforeAll
  static void serve() {
    server =
        JsonServer.start(
            "127.0.0.1",
            0,
            null,
            config -> {
              config.routes.get(
                  "/exception",
                  context -> {
                    throw new IllegalStateException("secret");
                  });
              config.routes.get(
                  "/error",
                  context -> {
                    throw new StackOverflowError("secret");
                  });
              config.routes.get(
                  "/error-later",
                  context -> {
                    context.header("x-seen", RequestId.of(context));
                    throw new StackOverflowError("secret");
                  });
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The id of a failed request, after a look at its reply. */
  private static String ask(String path) throws IOException, InterruptedException {
    HttpResponse<String> reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(reply.body()).isEqualTo("{\"message\":\"The server failed to answer the request\"}");
    assertThat(reply.headers().allValues("x-amzn-RequestId")).hasSize(1);
    String id = reply.headers().firstValue("x-amzn-RequestId").orElseThrow();
    assertThat(reply.headers().firstValue("x-seen").orElse(id)).isEqualTo(id);
    return id;
  }

  @Test
  void anExceptionIsLoggedUnderTheIdOfTheReply() throws Exception {
    try (CapturedLog log = CapturedLog.open()) {
      String id = ask("/exception");
      assertThat(log.messages()).contains("GET /exception failed, request " + id);
    }
  }

  @Test
  void anErrorOfTheVirtualMachineIsLoggedUnderTheIdOfTheReply() throws Exception {
    try (CapturedLog log = CapturedLog.open()) {
      String id = ask("/error");
      String later = ask("/error-later");
      assertThat(log.messages())
          .contains("request " + id + " failed", "request " + later + " failed");
    }
  }
}
