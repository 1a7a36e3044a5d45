package io.nightjar.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.fixture.FilterTables;
import io.nightjar.serving.fixture.StoreFixture;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.filter.FilterManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CreateFilterMainTest {
  private static final String GENRES = "INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String model;

  @BeforeEach
  void write() {
    StoreFixture store = new StoreFixture(folder);
    Checkerboard board = new Checkerboard(4);
    model = store.writeModel(board);
    FilterTables.write(store, model, board);
    store.publish("home", StoreFixture.RECOMMEND, model);
    store.publish("related", "aws-similar-items", model);
    store.publish("plain", StoreFixture.RECOMMEND, store.writeModel(board));
  }

  private int create(String name, String expression, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("--store", folder.toString(), "--name", name, "--expression", expression));
    args.addAll(List.of(more));
    return new CommandLine(new CreateFilterMain())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args.toArray(new String[0]));
  }

  private Path file(String name) {
    return folder.resolve("filters").resolve(name + ".json");
  }

  private List<Path> files() throws IOException {
    Path filters = folder.resolve("filters");
    if (!Files.exists(filters)) {
      return List.of();
    }
    try (var entries = Files.list(filters)) {
      return entries.toList();
    }
  }

  @Test
  void aFilterIsWrittenWhole() throws IOException {
    assertThat(create("by-genre", GENRES, "--campaign", "home")).as(err.toString()).isZero();
    assertThat(files()).containsExactly(file("by-genre"));
    FilterManifest written = FilterManifest.parse("f", Files.readString(file("by-genre")));
    assertThat(written.filter()).isEqualTo("by-genre");
    assertThat(written.expression()).isEqualTo(GENRES);
    assertThat(written.created()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(out.toString().lines())
        .containsExactly(
            "Wrote " + file("by-genre"),
            "Requests give filterValues for: GENRES",
            "arn:aws:personalize:us-east-1:000000000000:filter/by-genre");
  }

  @Test
  void withoutAModelOnlyTheLanguageIsChecked() {
    assertThat(create("by-genre", "INCLUDE ItemID WHERE Items.GENRE IN ('x')")).isZero();
    assertThat(out.toString()).startsWith("Columns are not checked: no --campaign or --model");
    assertThat(create("other", "INCLUDE ItemID")).isEqualTo(1);
    assertThat(err.toString()).startsWith("create-filter: expression cannot be read at character");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "home # Items.GENRE IN ('x') # Items.GENRE is no column of the model's items that can be"
            + " filtered: they have CREATION_TIMESTAMP, GENRES, ITEM_ID, POPULARITY, YEAR",
        "home # Items.YEAR > 1 IF CurrentUser.AGE > 1 # CurrentUser.AGE is no column of the model's"
            + " users that can be filtered: they have TIER",
        "home # Items.GENRES > 5 # Items.GENRES is compared as a number: no value of the column is"
            + " one",
        "related # Items.YEAR < CurrentItem.GENRES # CurrentItem.GENRES is compared as a number: no"
            + " value of the column is one",
        "plain # Interactions.EVENT_TYPE IN ('*') # Interactions needs the model's table history:"
            + " it has none",
        "home # Items.ACTIVE IN ('true') # Items.ACTIVE holds booleans, which cannot be filtered",
        "home # Items.GENRES IN (CurrentItem.GENRES) # CurrentItem can only be asked in campaigns of"
            + " related items: the recipe of home is aws-user-personalization",
        "plain # Items.ACTIVE IN ('*') # Items.ACTIVE is no column of the model's items that can be"
            + " filtered: they have ITEM_ID"
      })
  void whatAModelLacksIsNamed(String campaign, String condition, String message)
      throws IOException {
    assertThat(create("f", "INCLUDE ItemID WHERE " + condition, "--campaign", campaign))
        .isEqualTo(1);
    assertThat(err.toString().strip()).isEqualTo("create-filter: " + message);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFilterIsReplacedOnlyWhenAsked() throws IOException {
    String other = "EXCLUDE ItemID WHERE Items.YEAR > 2001";
    assertThat(create("f", GENRES, "--model", model)).isZero();
    assertThat(create("f", other, "--model", model)).isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo("create-filter: filter f exists already: " + file("f"));
    assertThat(create("f", other, "--model", model, "--replace")).isZero();
    assertThat(FilterManifest.parse("f", Files.readString(file("f"))).expression())
        .isEqualTo(other);
    assertThat(files()).containsExactly(file("f"));
  }

  @Test
  void wrongNamesAreNamed() {
    assertThat(create("../f", GENRES)).isEqualTo(1);
    assertThat(create("f", GENRES, "--campaign", "nope")).isEqualTo(1);
    assertThat(create("f", GENRES, "--model", "nope")).isEqualTo(1);
    assertThat(create("f", GENRES, "--model", model, "--campaign", "home")).isEqualTo(2);
    assertThat(err.toString().lines())
        .startsWith(
            "create-filter: filter must be 1 to 63 letters, digits, '-' and '_', starting with a"
                + " letter or digit: '../f'",
            "create-filter: " + folder.resolve("campaigns/nope.json") + ": is missing",
            "create-filter: model must be a model id: nope");
  }
}
