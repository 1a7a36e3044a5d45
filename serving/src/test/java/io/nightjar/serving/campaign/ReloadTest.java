package io.nightjar.serving.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is published is served, without a restart. */
class ReloadTest {
  private static final String ASK =
      "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"user-01\",\"numResults\":500}";

  @TempDir Path folder;

  private static String model(HttpResponse<String> reply) {
    return reply.headers().firstValue("x-nightjar-model").orElse("none");
  }

  private static void awaitModel(RunningServer server, String model) {
    RunningServer.await(
        model + " is served", () -> model(server.post("/recommendations", ASK)).equals(model));
  }

  private static JsonNode readiness(RunningServer server) throws IOException {
    return new ObjectMapper().readTree(server.get("/readyz").body());
  }

  @Test
  void aModelIsPublishedSwappedAndRolledBack() {
    StoreFixture store = new StoreFixture(folder);
    String first = store.writeModel(new Checkerboard(4));
    String second = store.writeModel(new Checkerboard(6));
    try (RunningServer server = RunningServer.of(folder)) {
      assertThat(server.post("/recommendations", ASK).statusCode()).isEqualTo(404);
      store.publish("home", StoreFixture.RECOMMEND, first);
      awaitModel(server, first);
      store.publish("home", StoreFixture.RECOMMEND, second);
      awaitModel(server, second);
      store.publish("home", StoreFixture.RECOMMEND, first);
      awaitModel(server, first);
    }
  }

  @Test
  void aBrokenModelLeavesTheOldOneServing() throws IOException {
    StoreFixture store = new StoreFixture(folder);
    String good = store.writeModel(new Checkerboard(4));
    String bad = store.writeModel(new Checkerboard(6));
    store.publish("home", StoreFixture.RECOMMEND, good);
    Files.delete(store.file(bad, "items/part-0.zstd.parquet"));
    try (RunningServer server = RunningServer.of(folder)) {
      store.publish("home", StoreFixture.RECOMMEND, bad);
      RunningServer.await("refused", () -> server.get("/readyz").body().contains("is missing"));
      assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
      assertThat(model(server.post("/recommendations", ASK))).isEqualTo(good);
    }
  }

  @Test
  void aCampaignFileThatBreaksARuleIsRefusedInTheWordsOfTheRule() throws IOException {
    StoreFixture store = new StoreFixture(folder);
    String model = store.writeModel(new Checkerboard(4));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.writeCampaign(
        "other",
        "{\"campaign\":\"other\",\"recipe\":\"aws-nothing\",\"model\":\"%s\"}".formatted(model));
    try (RunningServer server = RunningServer.of(folder)) {
      String message = readiness(server).get("failures").get(0).get("message").asText();
      assertThat(message)
          .contains("other.json: is damaged: recipe must be one of ")
          .endsWith(": 'aws-nothing'");
    }
  }

  @Test
  void aCampaignWhoseFileIsGoneIsDropped() {
    StoreFixture store = new StoreFixture(folder);
    store.publish("home", StoreFixture.RECOMMEND, store.writeModel(new Checkerboard(4)));
    try (RunningServer server = RunningServer.of(folder)) {
      assertThat(server.post("/recommendations", ASK).statusCode()).isEqualTo(200);
      store.unpublish("home");
      RunningServer.await(
          "home is gone", () -> server.post("/recommendations", ASK).statusCode() == 404);
    }
  }

  @Test
  void aStoreThatDisappearsChangesNothing() throws IOException {
    Path root = folder.resolve("store");
    StoreFixture store = new StoreFixture(root);
    String first = store.writeModel(new Checkerboard(4));
    String second = store.writeModel(new Checkerboard(6));
    store.publish("home", StoreFixture.RECOMMEND, first);
    CampaignRegistry registry = new CampaignRegistry();
    try (SnapshotReloader reloader =
        new SnapshotReloader(root, registry, Duration.ofHours(1), Duration.ofHours(1))) {
      reloader.scan();
      CampaignSnapshot before = registry.snapshot("home");
      assertThat(before.modelId()).isEqualTo(first);

      Path aside = folder.resolve("aside");
      Files.move(root, aside);
      reloader.scan();
      assertThat(registry.snapshot("home")).isSameAs(before);

      Files.move(aside, root);
      reloader.scan();
      assertThat(registry.snapshot("home")).isSameAs(before);

      store.publish("home", StoreFixture.RECOMMEND, second);
      reloader.scan();
      assertThat(registry.snapshot("home").modelId()).isEqualTo(second);
    }
  }

  @Test
  void readinessSaysThatTheStoreIsGone() throws IOException {
    Path root = folder.resolve("store");
    StoreFixture store = new StoreFixture(root);
    String model = store.writeModel(new Checkerboard(4));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.writeFilter("some", "INCLUDE ItemID WHERE Items.ITEM_ID IN (\"item-01\")");
    try (RunningServer server = RunningServer.of(root)) {
      assertThat(readiness(server).has("storeFailure")).isFalse();
      Path aside = folder.resolve("aside");
      Files.move(root, aside);
      // What an unmounted disk leaves: its folder, empty.
      Files.createDirectory(root);
      RunningServer.await("noticed", () -> server.get("/readyz").body().contains("storeFailure"));
      HttpResponse<String> ready = server.get("/readyz");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(readiness(server).get("storeFailure").asText())
          .startsWith("campaigns cannot be listed: ")
          .contains(root.resolve("campaigns").toString());
      assertThat(readiness(server).get("filters").size()).isEqualTo(1);
      assertThat(model(server.post("/recommendations", ASK))).isEqualTo(model);
      Files.delete(root);
      Files.move(aside, root);
      RunningServer.await(
          "it is back", () -> !server.get("/readyz").body().contains("storeFailure"));
      assertThat(model(server.post("/recommendations", ASK))).isEqualTo(model);
    }
  }

  /** In a method of its own, whose variables hold nothing when it has returned. */
  private static List<WeakReference<Object>> weakly(CampaignSnapshot snapshot) {
    return List.of(
        new WeakReference<>(snapshot),
        new WeakReference<>(snapshot.model()),
        new WeakReference<>(snapshot.model().embeddings()),
        new WeakReference<>(snapshot.index()));
  }

  @Test
  void theMemoryOfAReplacedModelIsGivenBack() {
    StoreFixture store = new StoreFixture(folder);
    String first = store.writeModel(new Checkerboard(4));
    String second = store.writeModel(new Checkerboard(6));
    store.publish("home", StoreFixture.RECOMMEND, first);
    CampaignRegistry registry = new CampaignRegistry();
    Duration never = Duration.ofHours(1);
    try (SnapshotReloader reloader = new SnapshotReloader(folder, registry, never, never)) {
      reloader.scan();
      List<WeakReference<Object>> old = weakly(registry.snapshot("home"));
      assertThat(old).noneMatch(part -> part.refersTo(null));
      store.publish("home", StoreFixture.RECOMMEND, second);
      reloader.scan();
      RunningServer.await(
          "the old model is collected",
          () -> {
            System.gc();
            return old.stream().allMatch(part -> part.refersTo(null));
          });
      assertThat(registry.snapshot("home").modelId()).isEqualTo(second);
    }
  }

  @Test
  void campaignsOfOneModelShareIt() {
    StoreFixture store = new StoreFixture(folder);
    String model = store.writeModel(new Checkerboard(4));
    store.publish("a-rank", StoreFixture.RANK, model);
    store.publish("b-home", StoreFixture.RECOMMEND, model);
    store.publish("c-home", StoreFixture.RECOMMEND, model);
    CampaignRegistry registry = new CampaignRegistry();
    Duration never = Duration.ofHours(1);
    try (SnapshotReloader reloader = new SnapshotReloader(folder, registry, never, never)) {
      reloader.scan();
    }
    assertThat(registry.snapshot("b-home").model()).isSameAs(registry.snapshot("a-rank").model());
    assertThat(registry.snapshot("c-home").index()).isSameAs(registry.snapshot("b-home").index());
    assertThat(registry.snapshot("b-home").index().rows()).isEqualTo(2 * (4 + 1));
    assertThat(registry.snapshot("a-rank").index().rows()).isZero();
  }

  @Test
  void readinessFollowsTheCampaigns() throws IOException {
    StoreFixture store = new StoreFixture(folder);
    String model = store.writeModel(new Checkerboard(4));
    try (RunningServer server = RunningServer.of(folder)) {
      assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(server.get("/healthz").body()).isEqualTo("{\"status\":\"up\"}");
      HttpResponse<String> empty = server.get("/readyz");
      assertThat(empty.statusCode()).isEqualTo(503);
      assertThat(empty.body())
          .isEqualTo(
              "{\"ready\":false,\"loading\":false,\"campaigns\":[],\"failures\":[],\"filters\":[],\"filterFailures\":{},\"unknownContextKeys\":0}");

      store.publish("home", StoreFixture.RECOMMEND, model);
      RunningServer.await("ready", () -> server.get("/readyz").statusCode() == 200);
      assertThat(server.get("/readyz").body())
          .isEqualTo(
              "{\"ready\":true,\"loading\":false,\"campaigns\":[{\"campaign\":\"home\",\"recipe\":\"aws-user-personalization\",\"model\":\"%s\",\"users\":4,\"items\":4,\"variants\":2}],\"failures\":[],\"filters\":[],\"filterFailures\":{},\"unknownContextKeys\":0}"
                  .formatted(model));

      store.publish("other", StoreFixture.RANK, "20250101T000000000Z-00000000");
      RunningServer.await("not ready", () -> server.get("/readyz").statusCode() == 503);
      JsonNode failure = readiness(server).get("failures").get(0);
      assertThat(failure.get("campaign").asText()).isEqualTo("other");
      assertThat(failure.get("message").asText())
          .isEqualTo(
              folder.resolve("models/20250101T000000000Z-00000000/model.json") + ": is missing");
      RunningServer.await(
          "tried again",
          () -> {
            try {
              return readiness(server).get("failures").get(0).get("refusals").asLong() > 1;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });

      store.unpublish("other");
      RunningServer.await("ready again", () -> server.get("/readyz").statusCode() == 200);
    }
  }

  @Test
  void repliesNeverMixModels() throws Exception {
    StoreFixture store = new StoreFixture(folder);
    Map<String, Integer> sizes = new ConcurrentHashMap<>();
    List<String> models = new ArrayList<>();
    for (int size = 3; size < 6; size++) {
      String model = store.writeModel(new Checkerboard(size));
      sizes.put(model, size);
      models.add(model);
    }
    store.publish("home", StoreFixture.RECOMMEND, models.get(0));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService callers = Executors.newFixedThreadPool(3);
    try (RunningServer server = RunningServer.of(folder)) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int caller = 0; caller < 3; caller++) {
        results.add(
            callers.submit(
                () -> {
                  int asked = 0;
                  while (!done.get()) {
                    HttpResponse<String> reply = server.post("/recommendations", ASK);
                    int items = reply.body().split("itemId", -1).length - 1;
                    assertThat(items).isEqualTo(sizes.get(model(reply)));
                    asked++;
                  }
                  return asked;
                }));
      }
      for (int swap = 1; swap <= 12; swap++) {
        String next = models.get(swap % models.size());
        store.publish("home", StoreFixture.RECOMMEND, next);
        awaitModel(server, next);
      }
      done.set(true);
      for (Future<Integer> result : results) {
        assertThat(result.get()).isPositive();
      }
    } finally {
      done.set(true);
      callers.shutdown();
    }
  }
}
