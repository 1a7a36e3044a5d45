package io.nightjar.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.ItemTables;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of a model that serves campaigns of several recipes, over real HTTP. */
class CampaignMetricsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void serve() throws IOException {
    StoreFixture store = new StoreFixture(folder);
    String model = store.writeModel(new Checkerboard(10));
    ItemTables.write(store, model, List.of("item-00 item-08"), List.of("item-05"));
    Files.writeString(
        store.file(model, "metrics.json"),
        "{\"metrics\":{\"model\":{\"normalized_discounted_cumulative_gain_at_10\":0.5}}}");
    store.listFilesAgain(model);
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    store.publish("popular", "aws-popularity-count", model);
    store.publish("similar", "aws-similar-items", model);
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JsonNode get(String path) throws IOException {
    return MAPPER.readTree(server.admin("GET", "/console/api/" + path).body());
  }

  @ParameterizedTest
  @CsvSource({"home, true", "rank, true", "popular, false", "similar, false"})
  void onlyCampaignsThatAnswerForUsersHaveThem(String campaign, boolean measured)
      throws IOException {
    JsonNode detail = get("campaigns/" + campaign);
    assertThat(detail.at("/campaign/state").asText()).isEqualTo("active");
    assertThat(detail.has("metrics")).isEqualTo(measured);
    assertThat(detail.get("campaign").has("metrics")).isEqualTo(measured);
    assertThat(detail.at("/models/0").has("headline")).isEqualTo(measured);
  }

  @Test
  void theOverviewHasThemToo() throws IOException {
    for (JsonNode campaign : get("overview").get("campaigns")) {
      assertThat(campaign.has("metrics"))
          .as(campaign.toString())
          .isEqualTo(campaign.get("recipe").asText().contains("person"));
    }
  }
}
