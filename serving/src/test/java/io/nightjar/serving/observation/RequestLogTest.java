package io.nightjar.serving.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.Scrape;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestLogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private StoreFixture store;
  private String model;
  private Path log;

  @BeforeEach
  void publish() {
    store = new StoreFixture(folder.resolve("store"));
    model = store.writeModel(new Checkerboard(8));
    store.publish("home", StoreFixture.RECOMMEND, model);
    log = folder.resolve("requests.jsonl");
  }

  private RunningServer serve(double sample) {
    return RunningServer.of(store.root(), new RequestLogConfig(log.toString(), sample));
  }

  private static HttpResponse<String> ask(RunningServer server, String campaign) {
    return server.post(
        "/recommendations",
        "{\"campaignArn\":\"CAMPAIGNS/%s\",\"userId\":\"%s\",\"numResults\":3}"
            .formatted(campaign, Checkerboard.userId(1)),
        "authorization",
        "AWS4-HMAC-SHA256 Credential=hidden");
  }

  private static String requestId(HttpResponse<String> reply) {
    return reply.headers().firstValue("x-amzn-RequestId").orElseThrow();
  }

  private static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  void anAnswerIsOneLineThatNamesWhatAnsweredAndNotWhoAsked() throws IOException {
    String id;
    String requestId;
    try (RunningServer server = serve(1)) {
      HttpResponse<String> reply = ask(server, "home");
      id = JSON.readTree(reply.body()).get("recommendationId").asText();
      requestId = requestId(reply);
    }
    JsonNode line = read(log).get(0);
    assertThat(line.get("operation").asText()).isEqualTo("GetRecommendations");
    assertThat(line.get("requestId").asText()).isEqualTo(requestId);
    assertThat(line.get("recommendationId").asText()).isEqualTo(id);
    assertThat(line.get("campaign").asText()).isEqualTo("home");
    assertThat(line.get("model").asText()).isEqualTo(model);
    assertThat(line.get("source").asText()).isEqualTo("table");
    assertThat(line.get("status").asInt()).isEqualTo(200);
    assertThat(line.get("results").asInt()).isEqualTo(3);
    assertThat(line.get("latencyMs").asDouble()).isPositive();
    assertThat(line.get("time").asText()).endsWith("Z");
    assertThat(line.has("errorType")).isFalse();
    assertThat(Files.readString(log)).doesNotContain(Checkerboard.userId(1), "hidden", "AWS4");
  }

  @Test
  void anErrorIsOneLineWithItsName() throws IOException {
    List<String> requestIds = new ArrayList<>();
    try (RunningServer server = serve(1)) {
      requestIds.add(requestId(ask(server, "nowhere")));
      requestIds.add(requestId(server.post("/personalize-ranking", "{")));
    }
    List<JsonNode> lines = read(log);
    assertThat(lines)
        .extracting(line -> line.get("requestId").asText())
        .isEqualTo(requestIds)
        .doesNotHaveDuplicates();
    assertThat(lines.get(0).get("campaign").asText()).isEqualTo("nowhere");
    assertThat(lines.get(0).get("status").asInt()).isEqualTo(404);
    assertThat(lines.get(0).get("errorType").asText()).isEqualTo("ResourceNotFoundException");
    assertThat(lines.get(0).has("model")).isFalse();
    assertThat(lines.get(1).get("operation").asText()).isEqualTo("GetPersonalizedRanking");
    assertThat(lines.get(1).get("errorType").asText()).isEqualTo("InvalidInputException");
    assertThat(lines.get(1).has("campaign")).isFalse();
  }

  @Test
  void aSampleIsAShareOfTheRequests() throws IOException {
    try (RunningServer server = serve(0.25)) {
      for (int i = 0; i < 400; i++) {
        ask(server, "home");
      }
      assertThat(Scrape.of(server).value("nightjar_request_log_dropped_total")).isZero();
    }
    List<JsonNode> lines = read(log);
    // Beyond these bounds in one of ten million runs.
    assertThat(lines).hasSizeBetween(55, 150);
    assertThat(lines.get(0).get("sample").asDouble()).isEqualTo(0.25);
  }

  @Test
  void aFileThatIsMovedAwayIsFollowedByANewOne() throws IOException {
    Path rotated = folder.resolve("requests.jsonl.1");
    try (RunningServer server = serve(1)) {
      ask(server, "home");
      RunningServer.await("the line is written", () -> log.toFile().length() > 0);
      Files.move(log, rotated);
      RunningServer.await(
          "there is a new file",
          () -> {
            ask(server, "home");
            return Files.exists(log);
          });
    }
    assertThat(read(rotated)).isNotEmpty();
    assertThat(read(log)).isNotEmpty();
  }

  @Test
  void whatWasShownByChanceIsLoggedWithItsProbability() throws IOException {
    Observation seen = new Observation(Operation.GET_RECOMMENDATIONS, "the-request");
    seen.shown(List.of("a", "b"), new double[] {0.75, 0.125});
    JsonNode line = JSON.readTree(RequestLine.of(seen, 1_234_567, 200, null, 1));
    assertThat(line.get("shown").toString())
        .isEqualTo(
            "[{\"itemId\":\"a\",\"probability\":0.75},{\"itemId\":\"b\",\"probability\":0.125}]");
    assertThat(line.get("latencyMs").asDouble()).isEqualTo(1.234);
  }

  @Test
  void aLogThatCannotBeWrittenIsRefusedAtTheStart() {
    assertThatThrownBy(
            () ->
                RequestLog.open(
                    new RequestLogConfig(folder.resolve("no/such/folder").toString(), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("request-log must be a file that can be written: ");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new RequestLogConfig("-", 0))
        .hasMessage("request-log-sample must be more than 0 and at most 1: 0.0");
    assertThatThrownBy(() -> new RequestLogConfig(" ", 1))
        .hasMessage("request-log must name a file or be -: ' '");
  }
}
