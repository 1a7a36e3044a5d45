package io.nightjar.serving.observation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.Scrape;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/ says of metrics, against a server that has everything that can be measured. */
class MetricsPagesTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:get|nightjar|jvm|process|system)_[a-z0-9_]+");

  /** Series of the JVM, which is free to have others tomorrow. */
  private static final Pattern OF_THE_JVM = Pattern.compile("(?:jvm|process|system)_.*");

  @TempDir Path folder;

  private SortedSet<String> measured() {
    StoreFixture store = new StoreFixture(folder.resolve("store"));
    store.publish("home", StoreFixture.RECOMMEND, store.writeModel(new Checkerboard(8)));
    store.writeCampaign("broken", "{");
    RequestLogConfig log = new RequestLogConfig(folder.resolve("log").toString(), 1);
    try (RunningServer server = RunningServer.of(store.root(), log)) {
      server.post(
          "/recommendations",
          "{\"campaignArn\":\"CAMPAIGNS/home\",\"userId\":\"%s\",\"numResults\":2}"
              .formatted(Checkerboard.userId(1)));
      System.gc();
      RunningServer.await(
          "a collection is counted",
          () -> Scrape.of(server).names().contains("jvm_gc_pause_seconds_sum"));
      return Scrape.of(server).names();
    }
  }

  private static SortedSet<String> names(String text) {
    return new TreeSet<>(NAME.matcher(text).results().map(MatchResult::group).toList());
  }

  @Test
  void theListOfMetricsIsComplete() throws IOException {
    String page = Files.readString(DOCS.resolve("operations.md"));
    int start = page.indexOf("\n## Metrics\n");
    String section = page.substring(start, page.indexOf("\n## ", start + 1));
    SortedSet<String> listed = new TreeSet<>();
    section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> listed.addAll(names(line.substring(0, line.indexOf(" | ", 2)))));
    SortedSet<String> real = new TreeSet<>();
    for (String name : measured()) {
      if (!OF_THE_JVM.matcher(name).matches()) {
        real.add(name.replaceFirst("_seconds_(bucket|count|sum)$", "_seconds"));
      }
    }
    assertThat(listed).isEqualTo(real);
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(DOCS.resolve("grafana").resolve("nightjar.json").toFile());
  }

  @Test
  void theDashboardOffersCampaignsThatNobodyHasAskedYet() throws IOException {
    StoreFixture store = new StoreFixture(folder.resolve("store"));
    String model = store.writeModel(new Checkerboard(8));
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("rank", StoreFixture.RANK, model);
    String metric = null;
    for (JsonNode variable : dashboard().at("/templating/list")) {
      if (variable.get("name").asText().equals("campaign")) {
        metric = names(variable.get("definition").asText()).first();
        assertThat(variable.at("/query/query")).isEqualTo(variable.get("definition"));
      }
    }
    try (RunningServer server = RunningServer.of(store.root())) {
      assertThat(Scrape.of(server).values())
          .containsKey(metric + "{campaign=\"home\"}")
          .containsKey(metric + "{campaign=\"rank\"}");
    }
  }

  @Test
  void theDashboardAddsZeroWhereACampaignLacksASeries() throws IOException {
    for (String expression : dashboard().findValuesAsText("expr")) {
      List<String> addends = Pattern.compile(" \\+ ").splitAsStream(expression).toList();
      if (addends.size() > 1) {
        assertThat(addends).allMatch(addend -> addend.endsWith(" or vector(0))"));
      }
    }
  }

  @Test
  void theDashboardCountsACampaignOnceHoweverManyServersHaveIt() throws IOException {
    assertThat(dashboard().findValuesAsText("expr"))
        .filteredOn(expression -> expression.startsWith("count("))
        .isNotEmpty()
        .allMatch(expression -> expression.startsWith("count(max by (campaign) ("));
  }

  @Test
  void theDashboardAsksForMetricsThatExist() throws IOException {
    JsonNode dashboard = dashboard();
    SortedSet<String> asked = new TreeSet<>();
    for (String expression : dashboard.findValuesAsText("expr")) {
      assertThat(names(expression)).as(expression).isNotEmpty();
      asked.addAll(names(expression));
    }
    for (JsonNode variable : dashboard.get("templating").get("list")) {
      asked.addAll(names(variable.path("definition").asText()));
    }
    assertThat(asked).hasSizeGreaterThan(20);
    assertThat(measured()).containsAll(asked);
  }
}
