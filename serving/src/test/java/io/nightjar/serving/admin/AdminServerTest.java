package io.nightjar.serving.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.serving.http.PortUnavailableException;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServerTest {
  @TempDir Path folder;

  @Test
  void healthAndReadinessAreOnBothPorts() throws Exception {
    StoreFixture store = new StoreFixture(folder);
    store.publish("home", StoreFixture.RECOMMEND, store.writeModel(new Checkerboard(4)));
    try (RunningServer server = RunningServer.of(folder)) {
      for (String path : List.of("/healthz", "/readyz")) {
        HttpResponse<String> reply = server.admin("GET", path);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(server.get(path).body());
        assertThat(server.admin("HEAD", path).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void itIsNotReadyEitherWhenNothingIsServed() {
    try (RunningServer server = RunningServer.of(folder)) {
      assertThat(server.admin("GET", "/readyz").statusCode()).isEqualTo(503);
      assertThat(server.admin("HEAD", "/readyz").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void itAnswersNoOperationOfTheApiAndItsErrorsAreJson() {
    try (RunningServer server = RunningServer.of(folder)) {
      HttpResponse<String> reply = server.admin("POST", "/recommendations");
      assertThat(reply.statusCode()).isEqualTo(404);
      assertThat(reply.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(reply.body())
          .isEqualTo("{\"message\":\"No operation has this path: POST /recommendations\"}");
    }
  }

  @Test
  void aTakenPortThatNobodyAskedForIsReplacedByAFreeOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AdminConfig merelyDefault = new AdminConfig("127.0.0.1", taken.getLocalPort(), true);
      try (AdminServer admin = AdminServer.start(merelyDefault, null, List.of())) {
        assertThat(admin.port()).isPositive().isNotEqualTo(taken.getLocalPort());
        assertThat(admin.address()).isEqualTo("http://127.0.0.1:" + admin.port());
      }
      AdminConfig asked = new AdminConfig("127.0.0.1", taken.getLocalPort(), false);
      assertThatThrownBy(() -> AdminServer.start(asked, null, List.of()))
          .isInstanceOf(PortUnavailableException.class)
          .hasMessage(
              "--admin-port: cannot listen on 127.0.0.1:%d: Address already in use"
                  .formatted(taken.getLocalPort()));
    }
  }
}
