package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.interactions.InteractionColumns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class HistoryRowsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add(InteractionColumns.USER_ID, DataTypes.StringType)
          .add(InteractionColumns.ITEM_ID, DataTypes.StringType)
          .add(InteractionColumns.TIMESTAMP, DataTypes.LongType)
          .add(InteractionColumns.EVENT_TYPE, DataTypes.StringType)
          .add(InteractionColumns.PLACE, DataTypes.StringType);

  private static List<String> history(List<Row> interactions, int partitions) {
    List<Row> mixed = new ArrayList<>(interactions);
    Collections.shuffle(mixed, new Random(7));
    Dataset<Row> rows = TestSpark.session().createDataFrame(mixed, SCHEMA).repartition(3);
    return HistoryRows.of(rows, partitions).collectAsList().stream()
        .map(row -> row.getString(0) + " " + events(row))
        .toList();
  }

  private static List<String> events(Row user) {
    return user.<Row>getList(1).stream()
        .map(event -> event.getString(0) + "," + event.getString(1) + "," + event.getLong(2))
        .toList();
  }

  @Test
  void eventsComeNewestFirstAndLaterRowsBeforeEarlierOnesOfTheSameTime() {
    assertThat(
            history(
                List.of(
                    RowFactory.create("u2", "a", 5L, "view", "f:1"),
                    RowFactory.create("u2", "b", 7L, null, "f:2"),
                    RowFactory.create("u2", "a", 5L, "Buy", "f:3"),
                    RowFactory.create("u2", "c", -1L, "view", "f:4"),
                    RowFactory.create("u1", "a", 9L, "view", "f:5")),
                1))
        .containsExactly("u1 [a,view,9]", "u2 [b,null,7, a,Buy,5, a,view,5, c,view,-1]");
  }

  @Test
  void theNewestHundredOfEachTypeAreKeptWhateverItsCase() {
    List<Row> rows = new ArrayList<>();
    for (long time = 1; time <= 250; time++) {
      rows.add(RowFactory.create("u", "v" + time, time, time % 2 == 0 ? "view" : "VIEW", "f"));
    }
    rows.add(RowFactory.create("u", "b", 1L, "buy", "f"));
    for (long time = 1; time <= 101; time++) {
      rows.add(RowFactory.create("u", "n" + time, 1000 + time, null, "f"));
    }
    List<String> kept = new ArrayList<>();
    IntStream.iterate(101, time -> time >= 2, time -> time - 1)
        .forEach(time -> kept.add("n" + time + ",null," + (1000 + time)));
    IntStream.iterate(250, time -> time > 150, time -> time - 1)
        .forEach(time -> kept.add("v" + time + "," + (time % 2 == 0 ? "view," : "VIEW,") + time));
    kept.add("b,buy,1");
    assertThat(history(rows, 1)).containsExactly("u " + kept);
  }

  @Test
  void usersAreSortedOverAllPartitionsAndNoneIsTorn() {
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < 60; user++) {
      for (long time = 0; time < 1 + user % 7; time++) {
        rows.add(RowFactory.create("u" + (100 + user), "i" + time, time, "view", "f"));
      }
    }
    List<String> one = history(rows, 1);
    assertThat(one).hasSize(60).isSorted();
    assertThat(history(rows, 4)).isEqualTo(one);
  }
}
