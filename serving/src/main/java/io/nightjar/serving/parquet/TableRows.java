package io.nightjar.serving.parquet;

import io.nightjar.shared.model.ModelFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The rows of one file of a table, one after the other, through its row groups. Not thread-safe.
 *
 * <p>After {@link #next()} has returned true, the methods of the table's own class describe the row
 * it moved to.
 */
public abstract class TableRows implements Closeable {
  private final TableFile file;
  private long rowsLeft;
  private boolean hasMoreGroups = true;
  private boolean hasOneGroup;

  TableRows(TableFile file) {
    this.file = file;
  }

  /**
   * Opens a file.
   *
   * @param rows makes the reader, and so checks the columns
   * @throws ModelFormatException if it is not Parquet, or lacks a column of the right type
   */
  static <T extends TableRows> T open(Path path, Function<TableFile, T> rows) throws IOException {
    TableFile file = TableFile.open(path);
    try {
      return rows.apply(file);
    } catch (RuntimeException e) {
      file.close();
      throw TableFile.unreadable(path.toString(), e);
    }
  }

  /**
   * Moves to the next row.
   *
   * @return false when there is none
   * @throws ModelFormatException if the row breaks the rules of the table
   */
  public final boolean next() {
    try {
      while (rowsLeft == 0) {
        rowsLeft = hasMoreGroups ? file.nextRowGroup() : -1;
        hasMoreGroups = !hasOneGroup;
        if (rowsLeft < 0) {
          rowsLeft = 0;
          return false;
        }
        openRowGroup(file);
      }
      rowsLeft--;
      readRow(file);
      return true;
    } catch (IOException | RuntimeException e) {
      throw TableFile.unreadable(file.path(), e);
    }
  }

  /**
   * The parts of a file.
   *
   * @param rows makes the reader, and so checks the columns
   */
  static List<RowGroup> groups(Path path, Function<TableFile, ? extends TableRows> rows) {
    try (TableRows opened = open(path, rows::apply)) {
      return opened.file.rowGroups(path);
    } catch (IOException e) {
      throw TableFile.unreadable(path.toString(), e);
    }
  }

  /** Limits the rows, before the first is read, to those of one row group. */
  final void readOnly(int rowGroup) {
    file.skipRowGroups(rowGroup);
    hasOneGroup = true;
  }

  /** Puts a cursor on each column of the row group that the file moved to. */
  abstract void openRowGroup(TableFile rowGroup) throws IOException;

  /** Reads a row, and moves every cursor behind it. */
  abstract void readRow(TableFile rowGroup);

  /** Fails unless a value is there. */
  final void require(boolean present, String column) {
    if (!present) {
      throw new ModelFormatException(file.path(), "column " + column + " must hold no null");
    }
  }

  /** Name of the file, for messages. */
  public final String path() {
    return file.path();
  }

  @Override
  public final void close() throws IOException {
    file.close();
  }
}
