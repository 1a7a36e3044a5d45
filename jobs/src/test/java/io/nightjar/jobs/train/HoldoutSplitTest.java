package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.interactions.InteractionColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class HoldoutSplitTest {
  /** User n has n interactions at the times 1 … n. */
  private static Dataset<Row> interactions(int users) {
    List<Row> rows = new ArrayList<>();
    for (int user = 1; user <= users; user++) {
      for (long time = 1; time <= user; time++) {
        rows.add(RowFactory.create("u" + user, "i" + time, time, "", "f:" + time));
      }
    }
    return TestSpark.session()
        .createDataFrame(
            rows,
            new StructType()
                .add(InteractionColumns.USER_ID, DataTypes.StringType)
                .add(InteractionColumns.ITEM_ID, DataTypes.StringType)
                .add(InteractionColumns.TIMESTAMP, DataTypes.LongType)
                .add(InteractionColumns.CONTEXT, DataTypes.StringType)
                .add(InteractionColumns.PLACE, DataTypes.StringType));
  }

  private static Map<String, List<Long>> times(Dataset<Row> rows) {
    Map<String, List<Long>> times = new TreeMap<>();
    for (Row row : rows.orderBy(InteractionColumns.TIMESTAMP).collectAsList()) {
      times.computeIfAbsent(row.getString(0), user -> new ArrayList<>()).add(row.getLong(2));
    }
    return times;
  }

  @Test
  void cutsTheNewestTenthAndAtLeastOne() {
    HoldoutSplit.Parts parts = new HoldoutSplit(1, 5, 1).cut(interactions(30));
    Map<String, List<Long>> heldOut = times(parts.heldOut());
    assertThat(heldOut).hasSize(26).doesNotContainKey("u4");
    assertThat(heldOut.get("u5")).containsExactly(5L);
    assertThat(heldOut.get("u14")).containsExactly(14L);
    assertThat(heldOut.get("u15")).containsExactly(14L, 15L);
    assertThat(heldOut.get("u30")).containsExactly(28L, 29L, 30L);
  }

  @Test
  void bothPartsTogetherAreTheWhole() {
    Dataset<Row> all = interactions(30);
    HoldoutSplit.Parts parts = new HoldoutSplit(0.5, 2, 1).cut(all);
    assertThat(parts.kept().union(parts.heldOut()).exceptAll(all).count()).isZero();
    assertThat(parts.kept().count() + parts.heldOut().count()).isEqualTo(all.count());
  }

  @Test
  void whoIsChosenDependsOnTheSeedAndNotOnThePartitions() {
    Dataset<Row> all = interactions(30);
    Map<String, List<Long>> chosen = times(new HoldoutSplit(0.3, 2, 1).cut(all).heldOut());
    assertThat(times(new HoldoutSplit(0.3, 2, 1).cut(all.repartition(7)).heldOut()))
        .isEqualTo(chosen);
    assertThat(times(new HoldoutSplit(0.3, 2, 2).cut(all).heldOut())).isNotEqualTo(chosen);
    assertThat(chosen.size()).isBetween(2, 20);
  }

  @Test
  void aShareOfZeroKeepsEverything() {
    assertThat(new HoldoutSplit(0, 2, 1).cut(interactions(30)).heldOut().count()).isZero();
  }
}
