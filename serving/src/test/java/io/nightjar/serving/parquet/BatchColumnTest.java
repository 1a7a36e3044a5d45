package io.nightjar.serving.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.fixture.Tables;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchColumnTest {
  private static final int ROWS = 4000;
  private static final List<String> IDS =
      IntStream.range(0, 300).mapToObj("item-%03d"::formatted).toList();

  /** Ways in which writers lay out the same values. */
  enum Layout {
    FIRST_VERSION,
    FIRST_VERSION_PLAIN,
    SECOND_VERSION,
    SECOND_VERSION_PLAIN,
    SPLIT_BYTES;

    void choose(ExampleParquetWriter.Builder builder) {
      boolean first = this == FIRST_VERSION || this == FIRST_VERSION_PLAIN;
      builder
          .withWriterVersion(first ? WriterVersion.PARQUET_1_0 : WriterVersion.PARQUET_2_0)
          .withDictionaryEncoding(this == FIRST_VERSION || this == SECOND_VERSION)
          .withByteStreamSplitEncoding(this == SPLIT_BYTES)
          .withRowGroupSize(1L << 20)
          .withPageSize(1 << 12);
    }
  }

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("part-0.parquet");
  }

  /** Lists of 0 to 12 values from a few hundred, some of them null. */
  private static List<List<Float>> lists() {
    Random random = new Random(1);
    List<List<Float>> lists = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      List<Float> list = new ArrayList<>();
      for (int length = random.nextInt(13); length > 0; length--) {
        list.add(random.nextInt(10) == 0 ? null : random.nextInt(300) / 7f);
      }
      lists.add(list);
    }
    return lists;
  }

  private static float value(FloatColumn column) {
    float[] value = new float[1];
    column.copy(1, value, 0);
    return value[0];
  }

  @ParameterizedTest
  @EnumSource
  void floatsAreReadWithTheirNullsAndRowsWhateverTheLayout(Layout layout) throws IOException {
    List<List<Float>> lists = lists();
    List<Tables.Row> rows = new ArrayList<>();
    for (List<Float> list : lists) {
      rows.add(
          row -> {
            row.add("user_id", "user");
            Group values = row.addGroup("embedding");
            for (Float value : list) {
              Group element = values.addGroup("list");
              if (value != null) {
                element.add("element", value);
              }
            }
          });
    }
    Tables.write(file(), Tables.USERS, rows, layout::choose);
    List<List<Float>> read = new ArrayList<>();
    try (TableFile table = TableFile.open(file())) {
      ColumnDescriptor column = table.floatListColumn("embedding");
      int listLevel = table.listLevel(column);
      for (long left = table.nextRowGroup(); left >= 0; left = table.nextRowGroup()) {
        FloatColumn floats = table.floats(column);
        for (; left > 0; left--) {
          List<Float> list = new ArrayList<>();
          do {
            if (floats.definitionLevel() >= listLevel) {
              list.add(floats.isPresent() ? value(floats) : null);
            }
            floats.advance();
          } while (!floats.startsRow());
          read.add(list);
        }
        assertThat(floats.isPresent()).isFalse();
      }
    }
    assertThat(read).isEqualTo(lists);
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfRecommendationsAreTheSameWhateverTheLayout(Layout layout) throws IOException {
    Random random = new Random(2);
    List<int[]> lists = new ArrayList<>();
    List<String> users = new ArrayList<>();
    List<Tables.Row> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      int[] list = random.ints(random.nextInt(13), 0, IDS.size()).toArray();
      lists.add(list);
      String user = row % 100 == 0 ? null : "user ü".repeat(row % 40) + row;
      users.add(user);
      rows.add(
          filled -> {
            if (user != null) {
              filled.add("user_id", user);
            }
            filled.add("context", "");
            Group items = filled.addGroup("items");
            for (int item : list) {
              Group element = items.addGroup("list").addGroup("element");
              element.add("item_id", IDS.get(item));
              element.add("score", item / 1000f);
            }
          });
    }
    Tables.write(file(), Tables.RECOMMENDATIONS, rows, layout::choose);
    try (RecommendationRows read = RecommendationRows.open(file(), IdMap.of(IDS))) {
      for (int row = 0; row < ROWS; row++) {
        int[] list = lists.get(row);
        assertThat(read.next()).isTrue();
        assertThat(read.userId()).isEqualTo(users.get(row));
        assertThat(Arrays.copyOf(read.ordinals(), read.size())).isEqualTo(list);
        for (int rank = 0; rank < list.length; rank++) {
          assertThat(read.scores()[rank]).isEqualTo(list[rank] / 1000f);
        }
      }
      assertThat(read.next()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anIdThatIsNotOfTheCatalogueIsNamedWhateverTheLayout(Layout layout) throws IOException {
    Tables.Row row =
        filled -> {
          filled.add("context", "");
          Group element = filled.addGroup("items").addGroup("list").addGroup("element");
          element.add("item_id", "stranger");
          element.add("score", 0.5f);
        };
    Tables.write(file(), Tables.RECOMMENDATIONS, List.of(row), layout::choose);
    try (RecommendationRows read = RecommendationRows.open(file(), IdMap.of(IDS))) {
      assertThatThrownBy(read::next)
          .isInstanceOf(ModelFormatException.class)
          .hasMessage(file() + ": column items.item_id must hold ids of the model: 'stranger'");
    }
  }

  /** Pages of a required column of floats. */
  private record Pages(long values, List<DataPage> left) implements PageReader {
    static Pages of(long values, DataPage... pages) {
      return new Pages(values, new ArrayList<>(List.of(pages)));
    }

    @Override
    public DictionaryPage readDictionaryPage() {
      return null;
    }

    @Override
    public long getTotalValueCount() {
      return values;
    }

    @Override
    public DataPage readPage() {
      return left.isEmpty() ? null : left.remove(0);
    }
  }

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType("message table { required float score; }");
  private static final ColumnDescriptor SCORE = SCHEMA.getColumnDescription(new String[] {"score"});

  private static DataPage page(int claimed, Encoding encoding, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return new DataPageV1(
        BytesInput.from(bytes),
        claimed,
        4 * values.length,
        Statistics.createStats(SCORE.getPrimitiveType()),
        Encoding.RLE,
        Encoding.RLE,
        encoding);
  }

  private static FloatColumn column(PageReader pages) {
    return BatchColumn.opened(new FloatColumn(SCORE, pages));
  }

  @Test
  void pagesFollowOneAnotherAndTheEndIsTheEnd() {
    FloatColumn column =
        column(
            Pages.of(
                3,
                page(2, Encoding.PLAIN, 1, 2),
                page(0, Encoding.PLAIN),
                page(1, Encoding.PLAIN, 3)));
    float[] read = new float[1];
    for (float value = 1; value <= 3; value++) {
      assertThat(column.isPresent()).isTrue();
      assertThat(column.readList(read)).isEqualTo(1);
      assertThat(read).containsExactly(value);
    }
    for (int again = 0; again < 3; again++) {
      assertThat(column.isPresent()).isFalse();
      assertThat(column.startsRow()).isTrue();
      column.advance();
    }
  }

  @Test
  void aPageThatEndsBeforeItsValuesIsRefused() {
    assertThatThrownBy(() -> column(Pages.of(3, page(3, Encoding.PLAIN, 1, 2))))
        .isInstanceOf(ParquetDecodingException.class)
        .hasMessage("a page of column score ends before its values");
  }

  @Test
  void aPageThatClaimsMoreThanTheColumnHasIsRefused() {
    assertThatThrownBy(() -> column(Pages.of(1, page(2, Encoding.PLAIN, 1, 2))))
        .isInstanceOf(ParquetDecodingException.class)
        .hasMessage("column score has 1 values more, the next page claims 2");
  }

  @Test
  void aPageThatIsMissingIsRefused() {
    FloatColumn column = column(Pages.of(2, page(1, Encoding.PLAIN, 1)));
    assertThatThrownBy(column::advance)
        .isInstanceOf(ParquetDecodingException.class)
        .hasMessage("column score has 1 values more, the next page is missing");
  }

  @Test
  void numbersOfEntriesWithoutADictionaryAreRefused() {
    assertThatThrownBy(() -> column(Pages.of(1, page(1, Encoding.RLE_DICTIONARY, 1))))
        .isInstanceOf(ParquetDecodingException.class)
        .hasMessage("column score has no dictionary");
  }
}
