package io.nightjar.jobs.train;

import io.nightjar.shared.model.IdMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings the columns of an Items or Users data set to the driver, by ordinal. */
final class MetadataColumns {
  private MetadataColumns() {}

  /**
   * Collects.
   *
   * @param metadata the id first, then the columns; ids are distinct
   * @return by name the cell of each ordinal, null where there is none
   */
  static Map<String, String[]> of(Dataset<Row> metadata, IdMap ids) {
    String[] names = metadata.columns();
    Map<String, String[]> columns = new TreeMap<>();
    for (int column = 1; column < names.length; column++) {
      columns.put(names[column], new String[ids.size()]);
    }
    metadata
        .toLocalIterator()
        .forEachRemaining(
            row -> {
              int ordinal = ids.ordinal(row.getString(0));
              for (int column = 1; column < names.length && ordinal >= 0; column++) {
                Object cell = row.get(column);
                columns.get(names[column])[ordinal] = cell == null ? null : cell.toString();
              }
            });
    return columns;
  }
}
