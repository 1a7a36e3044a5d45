package io.nightjar.jobs.interactions;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A file or folder of input as it was read: all columns of the source, plus where each row stood.
 *
 * @param path what the caller named
 * @param columns names of the source's columns, in order
 * @param rows the source's columns, then {@link #FILE}, {@link #ROW} and {@link #MALFORMED}
 */
record InputTable(String path, java.util.List<String> columns, Dataset<Row> rows) {
  /** string: the file a row came from. */
  static final String FILE = "_file";

  /** long: 1-based line of the file (CSV, header is line 1) or row (Parquet). */
  static final String ROW = "_row";

  /** string: the text of a line that has not the columns of the header; null for a good one. */
  static final String MALFORMED = "_malformed";

  InputTable {
    columns = java.util.List.copyOf(columns);
  }
}
