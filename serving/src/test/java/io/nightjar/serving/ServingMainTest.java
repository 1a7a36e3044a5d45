package io.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.RunningServer;
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
  /** The program's own log settings, not those of the tests. */
  private static final String LOGS = "-Dlogback.configurationFile=logback.xml";

  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  private Process start(String... args) throws IOException {
    return start(List.of(), args);
  }

  private Process start(List<String> javaOptions, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
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
    assertThat(ended.out())
        .contains("--store", "--host", "--port", "127.0.0.1", "8080", "--admin-port");
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
    Ended ended = run("--store", folder.toString(), "--no-such-flag", "file");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("Unknown options: '--no-such-flag'");
  }

  @Test
  void whatAnyoneCouldReachIsNotServed() throws Exception {
    Ended ended = run("--store", folder.toString(), "--host", "0.0.0.0", "--port", "0");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .isEqualTo(
            "serve: host must be of loopback, unless --credentials says who may ask, or --insecure"
                + " lets everyone: 0.0.0.0\n");
  }

  @Test
  void credentialsThatAreMissingFailInOneLine() throws Exception {
    Path missing = folder.resolve("nowhere");
    Ended ended =
        run("--store", folder.toString(), "--port", "0", "--credentials", missing.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).isEqualTo("serve: " + missing + ": does not exist\n");
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
  void anAdminPortThatIsAskedForAndTakenFailsInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Ended ended = run("--store", folder.toString(), "--port", "0", "--admin-port", port);
      assertThat(ended.code()).isEqualTo(1);
      assertThat(ended.err())
          .isEqualTo(
              "serve: --admin-port: cannot listen on 127.0.0.1:"
                  + port
                  + ": Address already in use\n");
    }
  }

  @Test
  void bothKernelsGiveTheSameLiveAnswersAndTheLogSaysWhichRuns() throws Exception {
    StoreFixture store = new StoreFixture(folder.resolve("store"));
    store.publish(
        "live", StoreFixture.RECOMMEND, store.writeModel(new Checkerboard(100), List.of()));
    List<JsonNode> simd = answers(store, LOGS, "--add-modules=jdk.incubator.vector");
    assertThat(Files.readString(folder.resolve("err")))
        .containsPattern(
            "INFO +i.n.serving.Serving: scoring kernel: Vector API, (64|128|256|512) bits\\R");
    List<JsonNode> scalar = answers(store, LOGS);
    assertThat(Files.readString(folder.resolve("err")))
        .containsPattern(
            "INFO +i.n.serving.Serving: scoring kernel: plain Java \\(slow; start Java with"
                + " --add-modules=jdk.incubator.vector for SIMD\\)\\R");
    assertThat(simd).hasSize(4 * 100);
    for (int i = 0; i < simd.size(); i++) {
      assertThat(simd.get(i).get("itemId")).isEqualTo(scalar.get(i).get("itemId"));
      assertThat(simd.get(i).get("score").asDouble())
          .isCloseTo(scalar.get(i).get("score").asDouble(), withinPercentage(1e-4));
    }
  }

  /** The items of some live answers, one after the other, of a process of its own. */
  private List<JsonNode> answers(StoreFixture store, String... javaOptions) throws Exception {
    Process process =
        start(List.of(javaOptions), "--store", store.root().toString(), "--port", "0");
    List<JsonNode> items = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      URI uri = URI.create(line.substring(line.indexOf("http")) + "/recommendations");
      for (String user : List.of(Checkerboard.userId(3), "stranger")) {
        for (String context : List.of("{}", "{\"DEVICE\":\"tv\"}")) {
          String body =
              """
              {"campaignArn":"%s","userId":"%s","numResults":100,"context":%s}
              """
                  .formatted(RunningServer.campaignArn("live"), user, context);
          HttpRequest request =
              HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();
          HttpResponse<String> reply =
              HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
          assertThat(reply.headers().firstValue("x-nightjar-source"))
              .as(reply.body())
              .hasValue("live");
          new ObjectMapper().readTree(reply.body()).get("itemList").forEach(items::add);
        }
      }
    } finally {
      process.destroy();
    }
    process.waitFor();
    return items;
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
      assertThat(out.readLine()).matches("Admin port: http://127\\.0\\.0\\.1:\\d+");
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
