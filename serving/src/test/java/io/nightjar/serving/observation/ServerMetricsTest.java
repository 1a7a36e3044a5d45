package io.nightjar.serving.observation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.Scrape;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ServerMetricsTest {
  @TempDir Path folder;
  private StoreFixture store;

  @BeforeEach
  void publish() {
    store = new StoreFixture(folder);
    String model = store.writeModel(new Checkerboard(8));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
  }

  private static int ask(RunningServer server, String campaign, String more) {
    return server
        .post(
            "/recommendations",
            "{\"campaignArn\":\"CAMPAIGNS/%s\",\"userId\":\"%s\",\"numResults\":2%s}"
                .formatted(campaign, Checkerboard.userId(1), more))
        .statusCode();
  }

  @Test
  void requestsAreCountedByOperationCampaignAndHowTheyWereAnswered() {
    try (RunningServer server = RunningServer.of(folder)) {
      assertThat(ask(server, "home", "")).isEqualTo(200);
      assertThat(ask(server, "home", ",\"context\":{\"DEVICE\":\"tv\",\"MOOD\":\"good\"}"))
          .isEqualTo(200);
      assertThat(
              server
                  .post(
                      "/personalize-ranking",
                      "{\"campaignArn\":\"CAMPAIGNS/rank\",\"userId\":\"u\",\"inputList\":[\"%s\"]}"
                          .formatted(Checkerboard.itemId(0)))
                  .statusCode())
          .isEqualTo(200);
      Scrape scrape = Scrape.of(server);
      assertThat(scrape.value("get_recommendations_total{campaign=\"home\"}")).isEqualTo(2);
      assertThat(scrape.value("get_recommendations_latency_seconds_count{campaign=\"home\"}"))
          .isEqualTo(2);
      assertThat(
              scrape.value(
                  "get_recommendations_latency_seconds_bucket{campaign=\"home\",le=\"+Inf\"}"))
          .isEqualTo(2);
      assertThat(scrape.value("get_recommendations_latency_seconds_sum{campaign=\"home\"}"))
          .isPositive();
      assertThat(scrape.value("get_recommendations_4xx_errors_total{campaign=\"home\"}")).isZero();
      assertThat(scrape.value("get_personalized_ranking_requests_total{campaign=\"rank\"}"))
          .isEqualTo(1);
      assertThat(answers(scrape, "GetRecommendations", "home", "table")).isEqualTo(1);
      assertThat(answers(scrape, "GetRecommendations", "home", "live")).isEqualTo(1);
      assertThat(answers(scrape, "GetPersonalizedRanking", "rank", "live")).isEqualTo(1);
      assertThat(scrape.value("nightjar_unknown_context_keys_total")).isEqualTo(1);
    }
  }

  private static double answers(Scrape scrape, String operation, String campaign, String source) {
    return scrape.value(
        "nightjar_answers_total{arm=\"none\",campaign=\"%s\",operation=\"%s\",source=\"%s\"}"
            .formatted(campaign, operation, source));
  }

  @Test
  void callersCannotMakeSeries() {
    try (RunningServer server = RunningServer.of(folder)) {
      Scrape before = Scrape.of(server);
      for (int i = 0; i < 20; i++) {
        assertThat(ask(server, "guess-" + i, "")).isEqualTo(404);
      }
      assertThat(server.post("/recommendations", "no JSON").statusCode()).isEqualTo(400);
      Scrape after = Scrape.of(server);
      assertThat(after.value("get_recommendations_total{campaign=\"unknown\"}")).isEqualTo(21);
      assertThat(after.value("get_recommendations_4xx_errors_total{campaign=\"unknown\"}"))
          .isEqualTo(21);
      assertThat(after.values().keySet()).noneMatch(series -> series.contains("guess"));
      assertThat(before.names()).contains("get_recommendations_total");
    }
  }

  @Test
  void wrongRequestsOfACampaignAreItsErrors() {
    try (RunningServer server = RunningServer.of(folder)) {
      assertThat(ask(server, "rank", "")).isEqualTo(400);
      Scrape scrape = Scrape.of(server);
      assertThat(scrape.value("get_recommendations_4xx_errors_total{campaign=\"rank\"}"))
          .isEqualTo(1);
      assertThat(scrape.value("get_recommendations_5xx_errors_total{campaign=\"rank\"}")).isZero();
    }
  }

  @Test
  void whatIsServedIsMeasured() {
    try (RunningServer server = RunningServer.of(folder)) {
      Scrape scrape = Scrape.of(server);
      assertThat(scrape.value("nightjar_ready")).isEqualTo(1);
      assertThat(scrape.value("nightjar_snapshot_users{arm=\"none\",campaign=\"home\"}"))
          .isEqualTo(8);
      assertThat(scrape.value("nightjar_snapshot_items{arm=\"none\",campaign=\"home\"}"))
          .isEqualTo(8);
      assertThat(scrape.value("nightjar_snapshot_size_bytes{arm=\"none\",campaign=\"home\"}"))
          .isPositive();
      assertThat(scrape.value("nightjar_model_age_seconds{arm=\"none\",campaign=\"home\"}"))
          .isPositive();
      assertThat(scrape.value("nightjar_swaps_total{campaign=\"home\"}")).isZero();
      assertThat(scrape.values().keySet())
          .anyMatch(
              series ->
                  series.startsWith("nightjar_model_info{arm=\"none\",campaign=\"home\",model=\"")
                      && series.endsWith("recipe=\"aws-user-personalization\"}"));
    }
  }

  @Test
  void whoAsksAgainIsNotWarnedOfInTheLog() {
    Logger logger = (Logger) LoggerFactory.getLogger("io.micrometer");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try (RunningServer server = RunningServer.of(folder)) {
      Scrape.of(server);
      Scrape.of(server);
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list).isEmpty();
  }

  @Test
  void swapsAndRefusalsAreCountedAndTheOldModelIsForgotten() {
    try (RunningServer server = RunningServer.of(folder)) {
      String next = store.writeModel(new Checkerboard(10));
      store.publish("home", StoreFixture.RECOMMEND, next);
      RunningServer.await(
          "the swap is counted",
          () -> Scrape.of(server).value("nightjar_swaps_total{campaign=\"home\"}") == 1);
      Scrape swapped = Scrape.of(server);
      assertThat(swapped.value("nightjar_snapshot_users{arm=\"none\",campaign=\"home\"}"))
          .isEqualTo(10);
      assertThat(
              swapped.values().keySet().stream()
                  .filter(
                      series ->
                          series.startsWith("nightjar_model_info{arm=\"none\",campaign=\"home\"")))
          .singleElement()
          .satisfies(series -> assertThat(series).contains(next));
      assertThat(swapped.names()).doesNotContain("nightjar_campaign_refused");

      store.writeCampaign("home", "{");
      RunningServer.await(
          "the refusal is counted",
          () -> Scrape.of(server).value("nightjar_refused_models_total{campaign=\"home\"}") > 1);
      assertThat(Scrape.of(server).value("nightjar_campaign_refused{campaign=\"home\"}"))
          .isEqualTo(1);

      store.unpublish("home");
      RunningServer.await(
          "the campaign is forgotten",
          () ->
              Scrape.of(server).value("nightjar_snapshot_users{arm=\"none\",campaign=\"home\"}")
                  == 0);
      assertThat(Scrape.of(server).value("nightjar_campaign_refused{campaign=\"home\"}")).isZero();
    }
  }
}
