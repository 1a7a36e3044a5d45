package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.interactions.InteractionColumns;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class AlsPairsTest {
  private static List<Float> strengths(double... weights) {
    return AlsTrainer.pairs(
            TestSpark.session()
                .createDataFrame(
                    java.util.Arrays.stream(weights)
                        .mapToObj(weight -> RowFactory.create(3, 4, weight))
                        .toList(),
                    new StructType()
                        .add(AlsTrainer.USER, DataTypes.IntegerType)
                        .add(AlsTrainer.ITEM, DataTypes.IntegerType)
                        .add(InteractionColumns.WEIGHT, DataTypes.DoubleType)))
        .collectAsList()
        .stream()
        .map((Row row) -> row.getFloat(2))
        .toList();
  }

  @Test
  void anInteractionOfWeightTwoCountsAsTwo() {
    float two = (float) (1 + Math.log(2));
    assertThat(strengths(2)).containsExactly(two);
    assertThat(strengths(1, 1)).containsExactly(two);
    assertThat(strengths(0.5, 1.5)).containsExactly(two);
  }

  @Test
  void strengthIsPositiveAndGrowsWithTheWeight() {
    List<Float> strengths =
        Stream.of(0.01, 0.5, 0.999, 1.0, 1.001, 3.0)
            .map(weight -> strengths(weight).get(0))
            .toList();
    assertThat(strengths).isSorted().doesNotHaveDuplicates();
    assertThat(strengths).startsWith(0.01f, 0.5f).contains(1f);
  }
}
