package io.nightjar.jobs.popular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.interactions.InteractionColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendingItemRowsTest {
  private static final long END = 1_750_000_000L;
  private static final long HOUR = 3_600;

  private final List<Row> rows = new ArrayList<>();

  /** Adds interactions of as many users at a time. */
  private void add(String item, int count, long secondsBeforeTheEnd) {
    for (int user = 0; user < count; user++) {
      rows.add(RowFactory.create("u" + user, item, END - secondsBeforeTheEnd));
    }
  }

  private List<Row> trending(long seconds, int most) {
    Dataset<Row> interactions =
        TestSpark.session()
            .createDataFrame(
                rows,
                new StructType()
                    .add(InteractionColumns.USER_ID, DataTypes.StringType)
                    .add(InteractionColumns.ITEM_ID, DataTypes.StringType)
                    .add(InteractionColumns.TIMESTAMP, DataTypes.LongType))
            .repartition(3);
    return TrendingItemRows.of(interactions, seconds, most).collectAsList();
  }

  private static String items(List<Row> rows) {
    return String.join(" ", rows.stream().map(row -> row.getString(1)).toList());
  }

  @Test
  void whatGrowsFastestComesFirstAndTheRestByPopularity() {
    add("doubled", 30, 0);
    add("doubled", 15, HOUR);
    add("lucky", 1, 0); // a single interaction out of nothing
    add("new", 12, HOUR - 1);
    add("steady", 20, 0);
    add("steady", 20, HOUR + 1);
    add("fading", 5, 0);
    add("fading", 90, 2 * HOUR - 1);
    add("old", 200, 2 * HOUR); // just out of both intervals
    List<Row> found = trending(HOUR, 100);
    assertThat(items(found)).isEqualTo("new doubled lucky old fading steady");
    assertThat(found.get(0).toString()).isEqualTo("[1,new,12,12,2.2,12,0]");
    assertThat(found.get(1).toString()).isEqualTo("[2,doubled,45,30,1.6,30,15]");
    assertThat(found.get(3).toString()).isEqualTo("[4,old,200,200,1.0,0,0]");
    assertThat(found.get(4).toString()).isEqualTo("[5,fading,95,90,0.15,5,90]");
    assertThat(items(trending(HOUR, 2))).isEqualTo("new doubled");
  }

  @Test
  void equalGrowthIsDecidedByTheLatestIntervalThenById() {
    add("b", 2, 0);
    add("a", 2, 0);
    add("c", 14, 0);
    add("c", 10, HOUR); // 24 / 20 = 12 / 10
    assertThat(items(trending(HOUR, 100))).isEqualTo("c a b");
  }

  @Test
  void withoutGrowthItIsPopularity() {
    add("few", 3, 0);
    add("few", 3, HOUR);
    add("many", 5, 0);
    add("many", 6, HOUR);
    assertThat(items(trending(HOUR, 100))).isEqualTo("many few");
  }

  @ParameterizedTest
  @CsvSource({"30 minutes,1800", "1 hour,3600", "3 hours,10800", "1 day,86400"})
  void theFourFrequenciesAreAmazons(String frequency, long seconds) {
    assertThat(TrendingItemRows.seconds(frequency)).isEqualTo(seconds);
  }

  @Test
  void othersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrendingItemRows.seconds("1 week"))
        .withMessageContaining("'1 week'");
  }
}
