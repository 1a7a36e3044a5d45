package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingTest {
  @TempDir static Path folder;
  private static RunningServer server;
  private static String model;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    model = store.writeModel(new Checkerboard(10));
    store.publish("rank", StoreFixture.RANK, model);
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> ask(String userId, String inputList) {
    return ask(userId, inputList, "{}");
  }

  private static HttpResponse<String> ask(String userId, String inputList, String context) {
    return server.post(
        "/personalize-ranking",
        "{\"campaignArn\":\"CAMPAIGNS/rank\",\"userId\":\"%s\",\"inputList\":%s,\"context\":%s}"
            .formatted(userId, inputList, context));
  }

  private static String stable(HttpResponse<String> reply) {
    return reply.body().replaceAll("RID-[0-9a-f-]{36}", "RID");
  }

  private static JsonNode ranking(HttpResponse<String> reply) throws Exception {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return new ObjectMapper().readTree(reply.body()).get("personalizedRanking");
  }

  @Test
  void theBodyIsAmazonsAndUnknownItemsComeLast() {
    HttpResponse<String> reply = ask("user-03", "[\"new-2\",\"item-02\",\"new-1\",\"item-03\"]");
    // logits 3 and 0
    double sum = Math.exp(3) + 1;
    assertThat(stable(reply))
        .isEqualTo(
            "{\"personalizedRanking\":[{\"itemId\":\"item-03\",\"score\":%s},{\"itemId\":\"item-02\",\"score\":%s},{\"itemId\":\"new-2\"},{\"itemId\":\"new-1\"}],\"recommendationId\":\"RID\"}"
                .formatted(
                    Float.toString((float) (Math.exp(3) / sum)),
                    Float.toString((float) (1 / sum))));
    assertThat(reply.headers().firstValue("x-nightjar-model")).hasValue(model);
    assertThat(reply.headers().firstValue("x-nightjar-source")).hasValue("live");
  }

  @Test
  void scoresSumToOneOverTheKnownItems() throws Exception {
    for (String user : new String[] {"user-00", "user-07", "stranger"}) {
      double sum = 0;
      for (JsonNode item : ranking(ask(user, "[\"item-05\",\"new\",\"item-00\",\"item-07\"]"))) {
        sum += item.path("score").asDouble(0);
      }
      assertThat(sum).as(user).isCloseTo(1, Offset.offset(1e-6));
    }
  }

  @Test
  void ofDuplicatesTheFirstCounts() {
    assertThat(stable(ask("user-03", "[\"new\",\"item-03\",\"new\",\"item-03\"]")))
        .isEqualTo(
            "{\"personalizedRanking\":[{\"itemId\":\"item-03\",\"score\":1.0},{\"itemId\":\"new\"}],\"recommendationId\":\"RID\"}");
  }

  @Test
  void anEmptyListIsAnEmptyRanking() {
    assertThat(stable(ask("user-03", "[]")))
        .isEqualTo("{\"personalizedRanking\":[],\"recommendationId\":\"RID\"}");
  }

  @Test
  void onlyUnknownItemsKeepTheirOrder() {
    assertThat(stable(ask("user-03", "[\"b\",\"a\"]")))
        .isEqualTo(
            "{\"personalizedRanking\":[{\"itemId\":\"b\"},{\"itemId\":\"a\"}],\"recommendationId\":\"RID\"}");
  }

  @Test
  void contextDecidesForAnUnknownUser() throws Exception {
    String list = "[\"item-00\",\"item-01\"]";
    assertThat(ranking(ask("stranger", list, "{\"DEVICE\":\"tv\"}")).get(0).get("itemId").asText())
        .isEqualTo("item-01");
    assertThat(
            ranking(ask("stranger", list, "{\"DEVICE\":\"mobile\"}")).get(0).get("itemId").asText())
        .isEqualTo("item-00");
  }

  @Test
  void fiveHundredItemsAreRanked() throws Exception {
    String list =
        IntStream.range(0, 500)
            .mapToObj(item -> "\"new-" + item + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(ranking(ask("user-03", list))).hasSize(500);
  }

  @Test
  void anyUnicodeIdComesBackAsItWas() throws Exception {
    assertThat(
            ranking(ask("Jürgen 🎧", "[\"Täglich \\u2028 🎧 \\\"x\\\"\"]"))
                .get(0)
                .get("itemId")
                .asText())
        .isEqualTo("Täglich \u2028 🎧 \"x\"");
  }
}
