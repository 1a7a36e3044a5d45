package io.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own: exit codes, what it prints, and how it stops. */
class ServingMainTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ServingMain.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  private Ended run(String... args) throws Exception {
    Process process = start(args);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return new Ended(code, out, Files.readString(folder.resolve("err")));
  }

  @Test
  void helpListsTheFlagsAndSucceeds() throws Exception {
    Ended ended = run("--help");
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("--store", "--host", "--port", "127.0.0.1", "8080");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void aStoreMustBeGiven() throws Exception {
    Ended ended = run();
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("Missing required option: '--store=DIR'");
  }

  @Test
  void anUnknownFlagIsWrongUsage() throws Exception {
    Ended ended = run("--store", folder.toString(), "--credentials", "file");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("Unknown options: '--credentials'");
  }

  @Test
  void aPortThatIsNoNumberIsWrongUsage() throws Exception {
    assertThat(run("--store", folder.toString(), "--port", "http").code()).isEqualTo(2);
  }

  @Test
  void aMissingStoreFailsInOneLine() throws Exception {
    Path missing = folder.resolve("nowhere");
    Ended ended = run("--store", missing.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo("serve: store must be a folder: " + missing + " does not exist\n");
  }

  @Test
  void aPortInUseFailsInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended ended = run("--store", folder.toString(), "--port", port);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .isEqualTo("serve: cannot listen on 127.0.0.1:" + port + ": Address already in use\n");
    }
  }

  @Test
  void itSaysWhatItServesAndStopsWhenTold() throws Exception {
    StoreFixture store = new StoreFixture(folder.resolve("store"));
    String model = store.writeModel(new Checkerboard(4));
    store.publish("home", StoreFixture.RECOMMEND, model);
    Process process = start("--store", store.root().toString(), "--port", "0");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      assertThat(line).matches("Nightjar serves .*store on http://127\\.0\\.0\\.1:\\d+");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(line.substring(line.indexOf("http")) + "/readyz"))
              .build();
      assertThat(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(TERMINATED);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isEqualTo(TERMINATED);
  }
}
