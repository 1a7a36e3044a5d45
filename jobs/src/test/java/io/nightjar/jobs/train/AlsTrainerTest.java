package io.nightjar.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.board.TestSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlsTrainerTest {
  private static final int SIZE = 8;

  @TempDir Path folder;

  /** Users like what is near them. */
  private static Dataset<Row> pairs() {
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < SIZE; user++) {
      for (int item = user; item < user + 3; item++) {
        rows.add(RowFactory.create(user, item % SIZE, 1f));
      }
    }
    return TestSpark.session()
        .createDataFrame(
            rows,
            new StructType()
                .add(AlsTrainer.USER, DataTypes.IntegerType)
                .add(AlsTrainer.ITEM, DataTypes.IntegerType)
                .add(AlsTrainer.STRENGTH, DataTypes.FloatType));
  }

  @Test
  void asManySweepsAsMayBeAskedForFitIntoTheStack() {
    TestSpark.session().sparkContext().setCheckpointDir(folder.toUri().toString());
    AlsTrainer.Factors factors =
        new AlsTrainer(new AlsTrainer.Settings(2, 200, 40, 1, 42)).train(pairs(), SIZE);
    assertThat(factors.users().count()).isEqualTo(SIZE);
    for (int item = 0; item < SIZE; item++) {
      assertThat(factors.items().row(item)).doesNotContain(Float.NaN).isNotEqualTo(new float[2]);
    }
  }
}
