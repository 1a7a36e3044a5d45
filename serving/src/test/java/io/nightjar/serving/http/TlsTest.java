package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.fixture.Certificates;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.serving.security.SecurityConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir Path folder;

  private RunningServer start(Certificates made) throws Exception {
    Path certificate = made.writeCertificate(folder.resolve("certificate.pem"));
    Path key = made.writeKey(folder.resolve("key.pem"));
    StoreFixture store = new StoreFixture(folder.resolve("store"));
    return RunningServer.of(
        store.root(), new SecurityConfig(null, null, certificate, key, null, false));
  }

  private static HttpResponse<String> ask(RunningServer server, Certificates trusted, String tls)
      throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .sslContext(trusted.trust())
            .sslParameters(new SSLParameters(null, new String[] {tls}))
            .build();
    URI uri = URI.create("https://127.0.0.1:" + server.port() + "/healthz");
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aClientThatTrustsTheCertificateIsAnswered() throws Exception {
    Certificates made = Certificates.make(folder, "EC");
    try (RunningServer server = start(made)) {
      assertThat(ask(server, made, "TLSv1.3").body()).isEqualTo("{\"status\":\"up\"}");
      assertThat(ask(server, made, "TLSv1.2").headers().firstValue("Cache-Control"))
          .hasValue("no-store");
      Certificates other = Certificates.make(folder, "EC");
      assertThatThrownBy(() -> ask(server, other, "TLSv1.3")).isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> server.get("/healthz")).hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void aChangedCertificateCountsForNewConnections() throws Exception {
    Certificates made = Certificates.make(folder, "EC");
    Certificates next = Certificates.make(folder, "RSA");
    try (RunningServer server = start(made)) {
      next.writeKey(folder.resolve("key.pem"));
      next.writeCertificate(folder.resolve("certificate.pem"));
      RunningServer.await("the new certificate is shown", () -> isTrusted(server, next));
      assertThatThrownBy(() -> ask(server, made, "TLSv1.3"))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static boolean isTrusted(RunningServer server, Certificates trusted) {
    try {
      return ask(server, trusted, "TLSv1.3").statusCode() == 200;
    } catch (Exception e) {
      return false;
    }
  }
}
