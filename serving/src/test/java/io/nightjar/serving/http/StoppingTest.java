package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppingTest {
  private static final String BODY =
      "{\"campaignArn\":\"%s\",\"userId\":\"user-01\",\"numResults\":1}"
          .formatted(RunningServer.campaignArn("home"));

  @TempDir Path folder;

  private RunningServer serve() {
    StoreFixture store = new StoreFixture(folder);
    store.publish("home", StoreFixture.RECOMMEND, store.writeModel(new Checkerboard(4)));
    return RunningServer.of(folder);
  }

  @Test
  void aRequestInFlightIsAnswered() throws Exception {
    RunningServer server = serve();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      send(
          socket,
          "POST /recommendations HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: "
              + BODY.length()
              + "\r\n\r\n");
      // The server asks for the body once a handler reads it: the request is in flight.
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(in.readLine()).isEmpty();
      Thread stopping = new Thread(server::close);
      stopping.start();
      send(socket, BODY);
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
      stopping.join();
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Test
  void headSaysTheSameAsGet() {
    try (RunningServer server = serve()) {
      for (String path : new String[] {"/healthz", "/readyz"}) {
        assertThat(server.send("HEAD", path, HttpRequest.BodyPublishers.noBody()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void headIsNotReadyWithoutACampaign() {
    new StoreFixture(folder);
    try (RunningServer server = RunningServer.of(folder)) {
      assertThat(server.send("HEAD", "/readyz", HttpRequest.BodyPublishers.noBody()).statusCode())
          .isEqualTo(503);
    }
  }
}
