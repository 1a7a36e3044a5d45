package io.nightjar.serving.parquet;

import org.apache.parquet.column.ColumnReader;

/** Stands on one value of one column of a row group. Not thread-safe. */
final class ColumnCursor {
  private final ColumnReader reader;
  private final int presentLevel;

  ColumnCursor(ColumnReader reader) {
    this.reader = reader;
    this.presentLevel = reader.getDescriptor().getMaxDefinitionLevel();
  }

  /** Whether there is a value here, rather than a null or the end of an empty list. */
  boolean isPresent() {
    return reader.getCurrentDefinitionLevel() == presentLevel;
  }

  /** How deep the value is defined; see {@link TableFile#listLevel}. */
  int definitionLevel() {
    return reader.getCurrentDefinitionLevel();
  }

  /** Whether this value begins another row than the one before; also true at the end. */
  boolean startsRow() {
    return reader.getCurrentRepetitionLevel() == 0;
  }

  /** The value of a column of longs. */
  long longValue() {
    return reader.getLong();
  }

  /** Hands the value to the column's converter. */
  void convert() {
    reader.writeCurrentValueToConverter();
  }

  /** Moves to the next value. */
  void advance() {
    reader.consume();
  }
}
