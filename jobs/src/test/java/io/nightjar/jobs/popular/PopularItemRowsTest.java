package io.nightjar.jobs.popular;

import static org.assertj.core.api.Assertions.assertThat;

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

class PopularItemRowsTest {
  /** Each text is an item and its users, one letter for each interaction. */
  private static List<String> popular(int most, String... items) {
    List<Row> rows = new ArrayList<>();
    for (String item : items) {
      String[] parts = item.split(":", 2);
      parts[1].chars().forEach(user -> rows.add(RowFactory.create((char) user + "", parts[0])));
    }
    Dataset<Row> interactions =
        TestSpark.session()
            .createDataFrame(
                rows,
                new StructType()
                    .add(InteractionColumns.USER_ID, DataTypes.StringType)
                    .add(InteractionColumns.ITEM_ID, DataTypes.StringType))
            .repartition(3);
    return PopularItemRows.of(interactions, most).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void itemsOfMoreUsersComeFirstThenOfMoreInteractionsThenById() {
    assertThat(popular(10, "i1:aaaaaaaa", "i4:abc", "i3:abc", "i2:aabbc", "i5:ab"))
        .containsExactly("[1,i2,5,3]", "[2,i3,3,3]", "[3,i4,3,3]", "[4,i5,2,2]", "[5,i1,8,1]");
  }

  @Test
  void theLeastPopularAreCutOff() {
    assertThat(popular(2, "i1:a", "i2:abc", "i3:ab")).containsExactly("[1,i2,3,3]", "[2,i3,2,2]");
  }
}
