package io.nightjar.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.config.JavalinConfig;
import io.nightjar.serving.fixture.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard before a page and before something that changes something, asked byte by byte. */
class AdminGuardTest {
  private static final String TOKEN = "token-of-the-operators";

  @TempDir Path folder;

  private final AtomicInteger changes = new AtomicInteger();

  private AdminServer start(AdminGuard guard) {
    Consumer<JavalinConfig> routes =
        config -> {
          config.routes.get("/page", context -> context.result("page"));
          config.routes.get("/healthz", context -> context.result("up"));
          config.routes.post("/change", context -> changes.incrementAndGet());
        };
    return AdminServer.start(new AdminConfig("127.0.0.1", 0, false), null, List.of(guard, routes));
  }

  private static AdminGuard open() {
    return AdminGuard.of(null, "127.0.0.1", false);
  }

  private AdminGuard withToken() throws IOException {
    Path file = Certificates.writeSecret(folder.resolve("token"), TOKEN + "\n");
    return AdminGuard.of(file, "127.0.0.1", false);
  }

  private static String ask(AdminServer admin, String line, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
      String request =
          line + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
      socket
          .getOutputStream()
          .write(
              request
                  .replace("PORT", Integer.toString(admin.port()))
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertStatus(String reply, int status) {
    assertThat(reply).startsWith("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1:PORT", "localhost:PORT", "[::1]:PORT", "192.0.2.7", "localhost"})
  void whoAsksForThisMachineIsAnswered(String host) throws Exception {
    try (AdminServer admin = start(open())) {
      assertStatus(ask(admin, "GET /page", "Host: " + host), 200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "localhost.evil.example",
        "127.0.0.1.evil.example:PORT",
        "1.2.3.4a"
      })
  void aNameThatWasMadeToLeadHereIsRefused(String host) throws Exception {
    try (AdminServer admin = start(open())) {
      String reply = ask(admin, "GET /page", "Host: " + host);
      assertStatus(reply, 403);
      assertThat(reply).contains("must be asked by address or as localhost");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Origin: http://evil.example, 403",
    "Origin: null, 403",
    "Origin: http://127.0.0.1:1, 403",
    "Sec-Fetch-Site: cross-site, 403",
    "Sec-Fetch-Site: same-site, 403",
    "Origin: http://127.0.0.1:PORT, 200",
    "Sec-Fetch-Site: same-origin, 200",
    "Accept: */*, 200"
  })
  void aPageOfAnotherSiteChangesNothing(String header, int status) throws Exception {
    try (AdminServer admin = start(open())) {
      String reply =
          ask(admin, "POST /change", "Host: 127.0.0.1:PORT", "Content-Length: 0", header);
      assertStatus(reply, status);
      assertThat(changes.get()).isEqualTo(status == 200 ? 1 : 0);
      // Looking is harmless: the browser does not show the reply to that page.
      assertStatus(ask(admin, "GET /page", "Host: 127.0.0.1:PORT", header), 200);
    }
  }

  @Test
  void withATokenOnlyWhoBringsItIsAnswered() throws Exception {
    try (AdminServer admin = start(withToken())) {
      String refused = ask(admin, "GET /page", "Host: any.example");
      assertStatus(refused, 401);
      assertThat(refused)
          .contains("WWW-Authenticate: Basic realm=\"Nightjar admin\"")
          .contains("x-amzn-ErrorType: AccessDeniedException")
          .doesNotContain(TOKEN);
      assertStatus(
          ask(admin, "GET /page", "Host: any.example", "Authorization: Bearer " + TOKEN), 200);
      assertStatus(
          ask(
              admin,
              "GET /page",
              "Host: any.example",
              "Authorization: Basic " + basic("me:" + TOKEN)),
          200);
      for (String wrong :
          List.of(
              "Bearer", "Bearer x", "Bearer " + TOKEN + "x", "Basic " + basic("x"), "Basic ?")) {
        assertStatus(ask(admin, "GET /page", "Host: a", "Authorization: " + wrong), 401);
      }
      assertStatus(ask(admin, "GET /nowhere", "Host: a"), 401);
      assertStatus(ask(admin, "GET /healthz", "Host: a"), 200);
      assertStatus(ask(admin, "GET //healthz", "Host: a"), 401);
      assertStatus(
          ask(
              admin,
              "POST /change",
              "Host: a",
              "Content-Length: 0",
              "Origin: http://evil.example",
              "Authorization: Bearer " + TOKEN),
          403);
      assertThat(changes.get()).isZero();
    }
  }

  private static String basic(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whoIsInsecureAnswersToAnyName() throws Exception {
    try (AdminServer admin = start(AdminGuard.of(null, "0.0.0.0", true))) {
      assertStatus(ask(admin, "GET /page", "Host: nightjar.internal"), 200);
      assertStatus(
          ask(admin, "POST /change", "Host: nightjar.internal", "Origin: http://evil.example"),
          403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "a token with spaces in it"})
  void aTokenMustBeOne(String text) throws Exception {
    Path file = Certificates.writeSecret(folder.resolve("token"), text);
    assertThatThrownBy(() -> AdminGuard.of(file, "127.0.0.1", false))
        .hasMessage(file + ": must have a token of at least 16 ASCII characters without spaces");
  }
}
