package io.nightjar.serving.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console says of each model of a campaign, over real HTTP. */
class ModelStateTest {
  private static final String PATH = "/console/api/campaigns/home";

  @TempDir Path folder;
  private StoreFixture store;
  private RunningServer server;
  private String good;
  private String damaged;

  @BeforeEach
  void writeModels() throws IOException {
    store = new StoreFixture(folder);
    good = store.writeModel(new Checkerboard(10));
    damaged = store.writeModel(new Checkerboard(10));
    Files.delete(store.file(damaged, "items/part-0.zstd.parquet"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void publish(String model, String previous) {
    store.publish("home", StoreFixture.RECOMMEND, model, previous);
  }

  private JsonNode detail() {
    try {
      return new ObjectMapper().readTree(server.admin("GET", PATH).body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> states(JsonNode detail) {
    Map<String, String> states = new TreeMap<>();
    for (JsonNode model : detail.get("models")) {
      states.put(model.get("model").asText(), model.get("state").asText());
    }
    return states;
  }

  @Test
  void theModelThatAnswersServesAndTheRefusedOneDoesNot() {
    publish(good, null);
    server = RunningServer.of(folder);
    assertThat(states(detail())).isEqualTo(Map.of(good, "serving", damaged, "kept"));
    publish(damaged, good);
    RunningServer.await(
        "the damaged model is refused", () -> detail().get("campaign").has("failure"));
    assertThat(detail().get("campaign").get("model").asText()).isEqualTo(good);
    assertThat(states(detail())).isEqualTo(Map.of(good, "serving", damaged, "refused"));
  }

  @Test
  void theWayBackIsThereWhenNothingIsServed() {
    publish(damaged, good);
    server = RunningServer.of(folder);
    JsonNode detail = detail();
    assertThat(detail.get("campaign").has("model")).isFalse();
    assertThat(detail.get("published").get("previousModel").asText()).isEqualTo(good);
    assertThat(states(detail)).isEqualTo(Map.of(good, "previous", damaged, "refused"));
  }
}
