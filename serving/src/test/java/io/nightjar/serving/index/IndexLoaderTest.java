package io.nightjar.serving.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.fixture.Tables;
import io.nightjar.serving.parquet.Pace;
import io.nightjar.serving.parquet.RecommendationRows;
import io.nightjar.shared.checkerboard.Checkerboard;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.ModelFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexLoaderTest {
  private static final EmbeddingModel MODEL = new Checkerboard(4).model();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseAFile() {
    file = folder.resolve("part-0.parquet");
  }

  private static Tables.Row row(String user, String context, float score, String... items) {
    return row -> {
      if (user != null) {
        row.add("user_id", user);
      }
      if (context != null) {
        row.add("context", context);
      }
      Group list = row.addGroup("items");
      for (String item : items) {
        Group element = list.addGroup("list").addGroup("element");
        element.add("item_id", item);
        element.add("score", score);
      }
    };
  }

  private RecommendationIndex load(Tables.Row... rows) {
    Tables.write(file, Tables.RECOMMENDATIONS, Arrays.asList(rows));
    return load(List.of("", "DEVICE=tv"));
  }

  private RecommendationIndex load(List<String> variants) {
    DirectSections sections = new DirectSections();
    IndexLoader.load(MODEL, variants, List.of(file), sections, Pace.full(2));
    return RecommendationIndex.of(sections.all());
  }

  private void assertRefused(String message, Tables.Row... rows) {
    assertThatThrownBy(() -> load(rows))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void rowsAreFoundByUserAndVariant() {
    RecommendationIndex index =
        load(
            row(null, "", 0.5f, "item-03"),
            row("user-02", "", 0.25f, "item-02", "item-00", "item-01"),
            row("user-00", "DEVICE=tv", 0.125f));
    VariantIndex none = index.variant("");
    assertThat(none.size(-1)).isEqualTo(1);
    assertThat(none.ordinal(-1, 0)).isEqualTo(3);
    assertThat(none.score(-1, 0)).isEqualTo(0.5f);
    assertThat(none.size(2)).isEqualTo(3);
    assertThat(none.ordinal(2, 0)).isEqualTo(2);
    assertThat(none.ordinal(2, 2)).isEqualTo(1);
    assertThat(none.score(2, 2)).isEqualTo(0.25f);
    assertThat(none.has(0)).isFalse();
    VariantIndex tv = index.variant("DEVICE=tv");
    assertThat(tv.has(0)).isTrue();
    assertThat(tv.size(0)).isZero();
    assertThat(tv.has(-1)).isFalse();
    assertThat(index.variant("DEVICE=mobile")).isNull();
    assertThat(index.variants()).isEqualTo(2);
    assertThat(index.rows()).isEqualTo(3);
  }

  @Test
  void manyFilesOfManyRowGroupsReadAtOnceAreOneTable() {
    EmbeddingModel many = new Checkerboard(90).model();
    List<Path> files = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      List<Tables.Row> rows = new ArrayList<>();
      for (int user = part; user < 90; user += 3) {
        for (String context : List.of("", "DEVICE=tv")) {
          String[] items = new String[(user + context.length()) % 7];
          Arrays.setAll(items, place -> many.items().id(items.length + place));
          rows.add(row(many.users().id(user), context, user / 128f, items));
        }
      }
      files.add(folder.resolve("part-" + part + ".parquet"));
      Tables.write(files.get(part), Tables.RECOMMENDATIONS, rows);
      assertThat(RecommendationRows.groups(files.get(part), many.items())).hasSizeGreaterThan(2);
    }
    DirectSections sections = new DirectSections();
    IndexLoader.load(many, List.of("", "DEVICE=tv"), files, sections, Pace.full(4));
    RecommendationIndex index = RecommendationIndex.of(sections.all());
    assertThat(index.rows()).isEqualTo(180);
    for (int user = 0; user < 90; user++) {
      for (String context : List.of("", "DEVICE=tv")) {
        VariantIndex variant = index.variant(context);
        assertThat(variant.size(user)).isEqualTo((user + context.length()) % 7);
        for (int place = 0; place < variant.size(user); place++) {
          assertThat(variant.ordinal(user, place)).isEqualTo(variant.size(user) + place);
          assertThat(variant.score(user, place)).isEqualTo(user / 128f);
        }
      }
    }
  }

  @Test
  void anUnknownItemIsNamed() {
    assertRefused(
        "column items.item_id must hold ids of the model: 'item-99'",
        row("user-00", "", 0.5f, "item-00", "item-99"));
  }

  @Test
  void anUnknownUserIsNamed() {
    assertRefused(
        "user_id must be a user of the model: 'user-99'", row("user-99", "", 0.5f, "item-00"));
  }

  @Test
  void anUnknownVariantIsNamed() {
    assertRefused(
        "context must be a variant of model.json: 'DEVICE=fridge'",
        row("user-00", "DEVICE=fridge", 0.5f, "item-00"));
  }

  @Test
  void twoRowsOfOneUserAreNamed() {
    assertRefused(
        "a user must have one row in a context: user_id 'user-00', context ''",
        row("user-00", "", 0.5f, "item-00"),
        row("user-00", "", 0.5f, "item-01"));
  }

  @Test
  void aScoreThatIsNoProbabilityIsNamed() {
    assertRefused(
        "column items.score must hold scores in [0, 1]: 1.5", row("user-00", "", 1.5f, "item-00"));
    file = folder.resolve("nan.parquet");
    assertRefused(
        "column items.score must hold scores in [0, 1]: NaN",
        row("user-00", "", Float.NaN, "item-00"));
  }

  @Test
  void aNullContextIsNamed() {
    assertRefused("column context must hold no null", row("user-00", null, 0.5f, "item-00"));
  }

  @Test
  void aNullItemIsNamed() {
    assertRefused(
        "column items.item_id must hold no null",
        row -> {
          row.add("user_id", "user-00");
          row.add("context", "");
          row.addGroup("items").addGroup("list").addGroup("element").add("score", 0.5f);
        });
  }

  @Test
  void aListThatIsNotOfStructsIsNamed() {
    Tables.write(
        file,
        """
        message recommendations {
          optional binary user_id (STRING);
          required binary context (STRING);
          optional group items (LIST) { repeated group list { optional float element; } }
        }""",
        List.of());
    assertThatThrownBy(() -> load(List.of("")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            file
                + ": column items.item_id must be a member of a list of structs:"
                + " optional float element");
  }

  @Test
  void scoresThatAreDoublesAreNamed() {
    Tables.write(file, Tables.RECOMMENDATIONS.replace("float score", "double score"), List.of());
    assertThatThrownBy(() -> load(List.of("")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": column items.score must be FLOAT: optional double score");
  }
}
