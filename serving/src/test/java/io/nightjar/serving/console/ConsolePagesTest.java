package io.nightjar.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files, and who may ask for them, over real HTTP. */
class ConsolePagesTest {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:from |import\\()'(\\.[^']+)'|'(\\./pages/[^']+)'|(?:src|href)=\"([^\"#]+)\"");

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void serve() {
    new StoreFixture(folder);
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void thePathWithoutASlashLeadsToTheConsole() {
    HttpResponse<String> reply = server.admin("GET", "/console");
    assertThat(reply.statusCode()).isEqualTo(302);
    assertThat(reply.headers().firstValue("Location").orElseThrow()).endsWith("console/");
  }

  @Test
  void theMainPortLeadsToTheConsoleOfTheAdminPort() {
    HttpResponse<String> reply = server.get("/console");
    assertThat(reply.statusCode()).isEqualTo(302);
    assertThat(reply.headers().firstValue("Location"))
        .hasValue("http://127.0.0.1:" + server.adminPort() + "/console/");
  }

  @Test
  void everyFileThatAnotherOneNamesIsThere() {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of("/console/index.html"));
    while (!open.isEmpty()) {
      String path = open.pop();
      if (!seen.add(path)) {
        continue;
      }
      HttpResponse<String> reply = server.admin("GET", path);
      assertThat(reply.statusCode()).as(path).isEqualTo(200);
      Matcher named = NAMED.matcher(reply.body());
      while (named.find()) {
        String name =
            named.group(1) != null
                ? named.group(1)
                : named.group(2) != null ? named.group(2) : named.group(3);
        if (!path.endsWith(".svg") && !path.endsWith(".css")) {
          open.add(Path.of(path).resolveSibling(name).normalize().toString());
        }
      }
    }
    assertThat(seen)
        .contains("/console/css/base.css", "/console/js/pages/campaign.js", "/console/icon.svg");
  }

  @Test
  void nothingMayComeFromElsewhere() {
    HttpResponse<String> page = server.admin("GET", "/console/");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(
            policy ->
                assertThat(policy)
                    .startsWith("default-src 'none'; script-src 'self';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void aFileThatHasNotChangedIsNotSentAgain() {
    HttpResponse<String> first = server.admin("GET", "/console/css/base.css");
    HttpResponse<String> second =
        server.admin(
            "GET",
            "/console/css/base.css",
            "If-None-Match",
            first.headers().firstValue("ETag").orElseThrow());
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/nothing.html",
        "/console/js",
        "/console/../logback.xml",
        "/console/%2e%2e/logback.xml",
        "/console/js/..%2f..%2flogback.xml",
        "/console/index.html%00.js"
      })
  void nothingElseOfTheClassPathIsServed(String path) {
    HttpResponse<String> reply = server.admin("GET", path);
    assertThat(reply.statusCode()).as(reply.body()).isBetween(400, 404);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "127.0.0.1:8081, 200",
    "[::1]:8081, 200",
    "localhost:8081, 200",
    "rebound.example.com:8081, 403",
    "127.0.0.1.example.com, 403",
    "localhost.example.com, 403"
  })
  void aNameThatAStrangerCanPointHereIsRefused(String host, int status) throws IOException {
    assertThat(statusLine(host)).startsWith("HTTP/1.1 " + status);
  }

  /** Java's own client does not let a test choose the header Host. */
  private static String statusLine(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.adminPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET /console/api/overview HTTP/1.1\r\nHost: "
                      + host
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return reply.substring(0, reply.indexOf('\r'));
    }
  }
}
