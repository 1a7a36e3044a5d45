package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.shared.model.IdMap;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ItemAgeRowsTest {
  private static final IdMap IDS =
      IdMap.of(List.of("created", "future", "had", "neither", "uncreated"));

  private static Dataset<Row> table(String id, String number, Row... rows) {
    return TestSpark.session()
        .createDataFrame(
            List.of(rows),
            new StructType()
                .add(id, DataTypes.StringType, false)
                .add(number, DataTypes.LongType, true));
  }

  private static List<String> ages(boolean dated, Dataset<Row> metadata) {
    Dataset<Row> all =
        table(
            InteractionColumns.ITEM_ID,
            InteractionColumns.TIMESTAMP,
            RowFactory.create("had", 700L),
            RowFactory.create("had", 400L),
            RowFactory.create("created", 900L),
            RowFactory.create("uncreated", 650L),
            RowFactory.create("not in the catalogue", 1000L));
    Interactions interactions = new Interactions(all, all, 5, 0, 1, 4, dated);
    return ItemAgeRows.of(TestSpark.session(), interactions, metadata, IDS).collectAsList().stream()
        .map(row -> row.getString(0) + " " + row.get(1))
        .toList();
  }

  private static Dataset<Row> metadata(String column) {
    return table(
        "item_id",
        column,
        RowFactory.create("created", 100L),
        RowFactory.create("future", 5000L),
        RowFactory.create("uncreated", null));
  }

  @Test
  void anItemIsAsOldAsItsCreationElseItsFirstInteraction() {
    assertThat(ages(true, metadata("creation_timestamp")))
        .containsExactly("created 900", "future 0", "had 600", "neither 0", "uncreated 350");
  }

  @Test
  void withoutCreationsTheFirstInteractionCounts() {
    List<String> expected =
        List.of("created 100", "future 0", "had 600", "neither 0", "uncreated 350");
    assertThat(ages(true, null)).isEqualTo(expected);
    assertThat(ages(true, metadata("year"))).isEqualTo(expected);
  }

  @Test
  void withoutDatesOnlyItemsThatNobodyHadAreKnownToBeNew() {
    assertThat(ages(false, metadata("creation_timestamp")))
        .containsExactly("created null", "future 0", "had null", "neither 0", "uncreated null");
  }
}
