package io.nightjar.serving.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.fixture.Tables;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingTableTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseAFile() {
    file = folder.resolve("part-0.parquet");
  }

  private EmbeddingTable read() {
    return EmbeddingTable.read(List.of(file), List.of("item_id"), "embedding", 2, Pace.full(1));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": " + message);
  }

  private static Tables.Row item(String id, float... embedding) {
    return row -> {
      if (id != null) {
        row.add("item_id", id);
      }
      Tables.addFloats(row, "embedding", embedding);
    };
  }

  @Test
  void embeddingsAreOrderedByOrdinal() {
    Tables.write(file, Tables.ITEMS, List.of(item("b", 3, 4), item("a", 1, 2)));
    EmbeddingTable table = read();
    assertThat(table.strings("item_id")).containsExactly("b", "a");
    assertThat(table.embeddings().row(0)).containsExactly(3, 4);
    assertThat(table.embeddings("item_id", IdMap.of(List.of("a", "b"))).row(0))
        .containsExactly(1, 2);
  }

  @Test
  void manyRowGroupsAreOneTable() {
    List<Tables.Row> rows = new ArrayList<>();
    for (int row = 0; row < 3000; row++) {
      rows.add(item("item " + row, row, -row));
    }
    Tables.write(file, Tables.ITEMS, rows);
    EmbeddingTable table = read();
    assertThat(table.rows()).isEqualTo(3000);
    for (int row = 0; row < 3000; row++) {
      assertThat(table.strings("item_id").get(row)).isEqualTo("item " + row);
      assertThat(table.embeddings().row(row)).containsExactly(row, -row);
    }
  }

  @Test
  void noFilesAreAnEmptyTable() {
    assertThat(
            EmbeddingTable.read(List.of(), List.of("item_id"), "embedding", 2, Pace.full(1)).rows())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource({"list, element", "bag, array_element", "list, item", "array, array"})
  void theNamesInsideAListDoNotMatter(String repeated, String element) {
    Tables.write(
        file,
        """
        message items {
          required binary item_id (STRING);
          required group embedding (LIST) { repeated group %s { required float %s; } }
        }"""
            .formatted(repeated, element),
        List.of(
            row -> {
              row.add("item_id", "a");
              Group list = row.addGroup("embedding");
              list.addGroup(repeated).add(element, 1f);
              list.addGroup(repeated).add(element, 2f);
            }));
    assertThat(read().embeddings().row(0)).containsExactly(1, 2);
  }

  @Test
  void aMissingColumnIsNamed() {
    Tables.write(
        file,
        "message items { required binary item_id (STRING); }",
        List.of(row -> row.add(0, "a")));
    assertRefused("must have the column embedding: it is missing");
  }

  @Test
  void anotherTypeIsNamed() {
    Tables.write(
        file,
        """
        message items {
          required int64 item_id;
          required group embedding (LIST) { repeated group list { required float element; } }
        }""",
        List.of());
    assertRefused("column item_id must be a string: required int64 item_id");
  }

  @Test
  void doublesAreNotFloats() {
    Tables.write(
        file,
        """
        message items {
          required binary item_id (STRING);
          required group embedding (LIST) { repeated group list { required double element; } }
        }""",
        List.of());
    assertRefused("column embedding must be FLOAT: required double element");
  }

  @Test
  void aColumnThatIsNoListIsNamed() {
    Tables.write(
        file,
        "message items { required binary item_id (STRING); required float embedding; }",
        List.of());
    assertRefused("column embedding must be a list: required float embedding");
  }

  @Test
  void aNullIdIsNamed() {
    Tables.write(file, Tables.ITEMS, List.of(item("a", 1, 2), item(null, 1, 2)));
    assertRefused("column item_id must hold no null: row 1");
  }

  @Test
  void anEmbeddingOfAnotherLengthIsNamed() {
    Tables.write(file, Tables.ITEMS, List.of(item("a", 1, 2), item("b", 1, 2, 3)));
    assertRefused("column embedding must hold lists of 2 values: 3 in row 1");
    file = file.resolveSibling("c");
    Tables.write(file, Tables.ITEMS, List.of(item("a")));
    assertRefused("column embedding must hold lists of 2 values: 0 in row 0");
  }

  @Test
  void whatIsNoParquetIsNamed() throws Exception {
    Files.writeString(file, "no Parquet at all, but long enough to look at");
    assertThatThrownBy(this::read)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(file + ": cannot be read as Parquet: ");
  }
}
