package io.nightjar.serving.parquet;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * A table of embeddings in memory: a few columns of strings beside one column of embeddings, rows
 * in the order of the files. Immutable.
 */
public final class EmbeddingTable {
  private final List<String> columns;
  private final List<List<String>> strings;
  private final List<float[]> embeddings = new ArrayList<>();
  private final int dimension;

  private EmbeddingTable(List<String> columns, int dimension) {
    this.columns = List.copyOf(columns);
    this.strings = columns.stream().<List<String>>map(column -> new ArrayList<>()).toList();
    this.dimension = dimension;
  }

  /**
   * Reads all files of a table.
   *
   * @param columns columns of strings that hold no null
   * @param embedding column of lists of floats
   * @param dimension length of every list
   * @param pace how fast
   * @throws ModelFormatException if a file lacks a column, or holds another type, a null, or a list
   *     of another length
   */
  public static EmbeddingTable read(
      List<Path> files, List<String> columns, String embedding, int dimension, Pace pace) {
    EmbeddingTable table = new EmbeddingTable(columns, dimension);
    for (Path path : files) {
      try (TableFile file = TableFile.open(path)) {
        table.read(file, embedding, pace);
      } catch (IOException | RuntimeException e) {
        throw TableFile.unreadable(path.toString(), e);
      }
    }
    return table;
  }

  private void read(TableFile file, String embedding, Pace pace) throws IOException {
    List<StringConverter> converters = columns.stream().map(c -> new StringConverter()).toList();
    List<ColumnDescriptor> stringColumns = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      stringColumns.add(file.stringColumn(columns.get(column), converters.get(column)));
    }
    ColumnDescriptor embeddingColumn = file.floatListColumn(embedding);
    for (long rows = file.nextRowGroup(); rows >= 0; rows = file.nextRowGroup()) {
      for (int column = 0; column < columns.size(); column++) {
        readStrings(file, stringColumns.get(column), converters.get(column), column, rows);
      }
      readEmbeddings(file, embeddingColumn, rows, pace);
    }
  }

  private void readStrings(
      TableFile file, ColumnDescriptor descriptor, StringConverter value, int column, long rows) {
    ColumnCursor cursor = file.cursor(descriptor);
    for (long row = 0; row < rows; row++) {
      if (!cursor.isPresent()) {
        throw new ModelFormatException(
            file.path(), "column " + columns.get(column) + " must hold no null: row " + row);
      }
      cursor.convert();
      strings.get(column).add(value.value());
      cursor.advance();
    }
  }

  private void readEmbeddings(TableFile file, ColumnDescriptor descriptor, long rows, Pace pace) {
    FloatColumn column = file.floats(descriptor);
    for (long row = 0; row < rows; row++) {
      float[] values = new float[dimension];
      int length = column.readList(values);
      if (length != dimension) {
        throw new ModelFormatException(
            file.path(),
            "column %s must hold lists of %d values: %d in row %d"
                .formatted(descriptor.getPath()[0], dimension, length, row));
      }
      embeddings.add(values);
      pace.step();
    }
  }

  /** Number of rows. */
  public int rows() {
    return embeddings.size();
  }

  /** A column of strings, by row. */
  public List<String> strings(String column) {
    return List.copyOf(strings.get(columns.indexOf(column)));
  }

  /**
   * The embeddings, by row.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public EmbeddingMatrix embeddings() {
    return EmbeddingMatrix.of(dimension, embeddings.toArray(new float[0][]));
  }

  /**
   * The embeddings, by ordinal.
   *
   * @param ids the ids of {@code column}, each in one row
   * @throws IllegalArgumentException if a value is not finite
   */
  public EmbeddingMatrix embeddings(String column, IdMap ids) {
    List<String> rowIds = strings.get(columns.indexOf(column));
    float[][] byOrdinal = new float[ids.size()][];
    for (int row = 0; row < rowIds.size(); row++) {
      byOrdinal[ids.ordinal(rowIds.get(row))] = embeddings.get(row);
    }
    return EmbeddingMatrix.of(dimension, byOrdinal);
  }
}
