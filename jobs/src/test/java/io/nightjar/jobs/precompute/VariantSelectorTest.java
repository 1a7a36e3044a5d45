package io.nightjar.jobs.precompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.jobs.board.TestSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class VariantSelectorTest {
  private static Dataset<Row> observed() {
    return TestSpark.session()
        .createDataFrame(
            List.of(
                RowFactory.create("A=1&B=x", 50L),
                RowFactory.create("A=1&B=y", 30L),
                RowFactory.create("A=2&B=x", 15L),
                RowFactory.create("", 5L)),
            new StructType()
                .add("context", DataTypes.StringType)
                .add("interactions", DataTypes.LongType));
  }

  @Test
  void theEmptyVariantIsAlwaysThere() {
    assertThat(new VariantSelector(0).choose(observed()).keys()).containsExactly("");
    assertThat(new VariantSelector(1).choose(observed()).keys()).containsExactly("");
    assertThat(new VariantSelector(1).choose(observed()).coverage()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void theMostFrequentPartsAndWholesFollow() {
    // A=1: 80, B=x: 65, A=1&B=x: 50, A=1&B=y and B=y: 30 each
    VariantSelector.Choice choice = new VariantSelector(4).choose(observed());
    assertThat(choice.keys()).containsExactly("", "A=1", "A=1&B=x", "B=x");
    assertThat(choice.coverage()).isCloseTo(0.55, within(1e-9));
  }

  @Test
  void tiesGoToFewerFields() {
    assertThat(new VariantSelector(5).choose(observed()).keys())
        .containsExactly("", "A=1", "A=1&B=x", "B=x", "B=y");
  }

  @Test
  void allOfThemCoverAllTraffic() {
    VariantSelector.Choice choice = new VariantSelector(100).choose(observed());
    assertThat(choice.keys()).hasSize(8);
    assertThat(choice.coverage()).isEqualTo(1);
  }
}
