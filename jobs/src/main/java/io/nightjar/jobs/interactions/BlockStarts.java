package io.nightjar.jobs.interactions;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Where each block of each CSV file begins, in lines: turns Spark's row ids into line numbers. */
final class BlockStarts {
  private static final StructType SCHEMA =
      new StructType()
          .add("_start_file", DataTypes.StringType)
          .add("_start_block", DataTypes.LongType)
          .add("_shift", DataTypes.LongType);

  private final Dataset<Row> starts;

  /**
   * Counts the rows of every block.
   *
   * @param placed rows with {@code _file}, {@code _block} and {@code _id}
   */
  BlockStarts(Dataset<Row> placed) {
    List<Row> blocks =
        placed
            .groupBy(InputTable.FILE, "_block")
            .agg(min("_id"), count(lit(1)))
            .orderBy(InputTable.FILE, "_block")
            .collectAsList();
    List<Row> shifts = new ArrayList<>();
    String file = "";
    long line = 0;
    for (Row block : blocks) {
      if (!block.getString(0).equals(file)) {
        file = block.getString(0);
        line = 2; // line 1 is the header
      }
      shifts.add(RowFactory.create(file, block.getLong(1), line - block.getLong(2)));
      line += block.getLong(3);
    }
    this.starts = placed.sparkSession().createDataFrame(shifts, SCHEMA);
  }

  /** The rows with their line, without the columns that served to find it. */
  Dataset<Row> number(Dataset<Row> placed) {
    return placed
        .join(
            broadcast(starts),
            col(InputTable.FILE)
                .equalTo(col("_start_file"))
                .and(col("_block").equalTo(col("_start_block"))))
        .withColumn(InputTable.ROW, col("_id").plus(col("_shift")))
        .drop("_start_file", "_start_block", "_shift", "_block", "_id");
  }
}
