package io.nightjar.jobs.popular;

import io.nightjar.shared.table.PopularItemsTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Numbers sorted items from 1: what every table of popular items has in front. */
final class RankedItems {
  private RankedItems() {}

  /**
   * Puts the rank before the other columns.
   *
   * @param sorted best first; no value is null
   * @return the same rows in one partition, {@link PopularItemsTable#RANK} first
   */
  static Dataset<Row> of(Dataset<Row> sorted) {
    StructType schema = new StructType().add(PopularItemsTable.RANK, DataTypes.IntegerType, false);
    for (StructField field : sorted.schema().fields()) {
      schema = schema.add(field.name(), field.dataType(), false);
    }
    return sorted
        .sparkSession()
        .createDataFrame(
            sorted
                .coalesce(1)
                .javaRDD()
                .zipWithIndex()
                .map(item -> ranked((int) (item._2() + 1), item._1())),
            schema);
  }

  private static Row ranked(int rank, Row item) {
    Object[] values = new Object[item.length() + 1];
    values[0] = rank;
    for (int i = 0; i < item.length(); i++) {
      values[i + 1] = item.get(i);
    }
    return RowFactory.create(values);
  }
}
