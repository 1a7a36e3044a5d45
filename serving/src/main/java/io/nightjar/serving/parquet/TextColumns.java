package io.nightjar.serving.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;

/** Reads columns of strings, of numbers and of booleans, one at a time, as texts. */
public final class TextColumns {
  private TextColumns() {}

  /**
   * Names of the columns of a file that hold strings or numbers.
   *
   * @throws io.nightjar.shared.model.ModelFormatException if it is no Parquet file
   */
  public static List<String> names(Path path) {
    return names(path, false);
  }

  /**
   * Names of the columns of a file that hold strings or numbers.
   *
   * @param booleans whether those that hold booleans are wanted too
   * @throws io.nightjar.shared.model.ModelFormatException if it is no Parquet file
   */
  public static List<String> names(Path path, boolean booleans) {
    try (TableFile file = TableFile.open(path)) {
      return file.textColumns(booleans);
    } catch (IOException e) {
      throw TableFile.unreadable(path.toString(), e);
    }
  }

  /**
   * The values of a column, rows in the order of the files.
   *
   * @return null stands for null
   * @throws io.nightjar.shared.model.ModelFormatException if a file lacks the column, or it holds
   *     something else
   */
  public static List<String> read(List<Path> files, String column) {
    List<String> values = new ArrayList<>();
    for (Path path : files) {
      try (TableFile file = TableFile.open(path)) {
        read(file, column, values);
      } catch (IOException | RuntimeException e) {
        throw TableFile.unreadable(path.toString(), e);
      }
    }
    return values;
  }

  private static void read(TableFile file, String column, List<String> values) throws IOException {
    TextConverter value = new TextConverter();
    ColumnDescriptor descriptor = file.textColumn(column, value);
    for (long rows = file.nextRowGroup(); rows >= 0; rows = file.nextRowGroup()) {
      ColumnCursor cursor = file.cursor(descriptor);
      for (long row = 0; row < rows; row++) {
        if (cursor.isPresent()) {
          cursor.convert();
          values.add(value.value());
        } else {
          values.add(null);
        }
        cursor.advance();
      }
    }
  }
}
