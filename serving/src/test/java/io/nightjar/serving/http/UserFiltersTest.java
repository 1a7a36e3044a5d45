package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.serving.CreateFilterMain;
import io.nightjar.serving.fixture.CountedTables;
import io.nightjar.serving.fixture.ItemTables;
import io.nightjar.serving.fixture.RunningServer;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Filters that ask about the user, of models that have users for such filters alone. */
class UserFiltersTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String OLDER =
      "EXCLUDE ItemID WHERE Items.ITEM_ID IN (\"item-05\") IF CurrentUser.AGE > 3";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void serve() {
    StoreFixture store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(10);
    String model = store.writeModel(board, List.of());
    CountedTables.write(store, model, "aws-sims", board);
    ItemTables.write(
        store,
        model,
        List.of("item-00 item-05 item-07 item-01"),
        List.of("item-05", "item-07", "item-01"));
    store.publish("sims", "aws-sims", model);
    store.publish("popular", "aws-popularity-count", model);
    store.publish("trending", "aws-trending-now", model);
    assertThat(create("older", OLDER)).isEmpty();
    server = RunningServer.of(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** What create-filter complains of; empty when it has written the filter. */
  private static String create(String name, String expression) {
    StringWriter err = new StringWriter();
    new CommandLine(new CreateFilterMain())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute(
            "--store",
            folder.toString(),
            "--name",
            name,
            "--campaign",
            "sims",
            "--expression",
            expression);
    return err.toString().strip();
  }

  private static HttpResponse<String> ask(String campaign, String members) {
    return server.post(
        "/recommendations",
        "{\"campaignArn\":\"CAMPAIGNS/"
            + campaign
            + "\",\"itemId\":\"item-00\",\"numResults\":2,"
            + "\"filterArn\":\"arn:aws:personalize:r:a:filter/older\""
            + members
            + "}");
  }

  @ParameterizedTest
  @CsvSource({
    // Age 3, 5, not known; not in the table.
    "user-03, 5 7",
    "user-05, 7 1",
    "user-04, 5 7",
    "visitor, 5 7"
  })
  void theAgeOfTheUserDecides(String user, String expected) throws Exception {
    for (String campaign : List.of("sims", "popular", "trending")) {
      HttpResponse<String> reply = ask(campaign, ",\"userId\":\"" + user + "\"");
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      StringBuilder numbers = new StringBuilder();
      for (JsonNode item : MAPPER.readTree(reply.body()).get("itemList")) {
        numbers.append(item.get("itemId").asText().replace("item-0", " "));
      }
      assertThat(numbers.toString().strip()).as(campaign).isEqualTo(expected);
      assertThat(reply.headers().firstValue("x-nightjar-source")).hasValue("table");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sims", "popular", "trending"})
  void withoutAUserItIsRefused(String campaign) throws Exception {
    HttpResponse<String> reply = ask(campaign, "");
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(MAPPER.readTree(reply.body()).get("message").asText())
        .isEqualTo("userId must be given: filter older asks about the user");
  }

  @Test
  void columnsThatTheUsersLackAreNamed() {
    assertThat(create("tier", "EXCLUDE ItemID WHERE Items.ITEM_ID = 'x' IF CurrentUser.TIER = 'x'"))
        .isEqualTo(
            "create-filter: CurrentUser.TIER is no column of the model's users that can be"
                + " filtered: they have AGE");
  }
}
