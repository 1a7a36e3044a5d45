package io.nightjar.jobs.parquet;

import io.nightjar.shared.model.ModelFormatException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * Where the rows of a table of embeddings lie: its files, in order, with their numbers of rows.
 * Rows are counted from 0 over all files, so a part of the table is a range of numbers, whatever
 * the sizes of files and row groups. Immutable; cheap to send to tasks.
 */
public final class EmbeddingTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> uris;
  private final long[] firstRows;
  private final long largestRowGroup;
  private final String idColumn;
  private final String embeddingColumn;
  private final int dimension;

  private EmbeddingTable(
      List<String> uris,
      long[] firstRows,
      long largestRowGroup,
      String idColumn,
      String embeddingColumn,
      int dimension) {
    this.uris = uris;
    this.firstRows = firstRows;
    this.largestRowGroup = largestRowGroup;
    this.idColumn = idColumn;
    this.embeddingColumn = embeddingColumn;
    this.dimension = dimension;
  }

  /**
   * Reads the footers of the files.
   *
   * @param uris of the files, in the order of their rows
   * @param dimension length of every embedding
   * @throws ModelFormatException if a file is no Parquet file
   */
  public static EmbeddingTable open(
      List<String> uris,
      String idColumn,
      String embeddingColumn,
      int dimension,
      Configuration configuration) {
    long[] firstRows = new long[uris.size() + 1];
    long largest = 0;
    for (int file = 0; file < uris.size(); file++) {
      try (ParquetFileReader reader = open(uris.get(file), configuration)) {
        firstRows[file + 1] = firstRows[file] + reader.getRecordCount();
        for (BlockMetaData rowGroup : reader.getRowGroups()) {
          largest = Math.max(largest, rowGroup.getTotalByteSize());
        }
      } catch (IOException | RuntimeException e) {
        throw unreadable(uris.get(file), e);
      }
    }
    return new EmbeddingTable(
        new ArrayList<>(uris), firstRows, largest, idColumn, embeddingColumn, dimension);
  }

  static ParquetFileReader open(String uri, Configuration configuration) throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(new Path(uri), configuration));
  }

  static ModelFormatException unreadable(String uri, Exception cause) {
    return cause instanceof ModelFormatException known
        ? known
        : new ModelFormatException(uri, "cannot be read as Parquet: " + cause.getMessage(), cause);
  }

  /** Rows of all files. */
  public long rows() {
    return firstRows[uris.size()];
  }

  /** Length of every embedding. */
  public int dimension() {
    return dimension;
  }

  /** Bytes of the largest row group before compression: what a reader holds at most. */
  public long largestRowGroup() {
    return largestRowGroup;
  }

  /** The rows from number {@code first} on. */
  public EmbeddingRows rows(long first, Configuration configuration) {
    return new EmbeddingRows(this, first, configuration);
  }

  int files() {
    return uris.size();
  }

  String uri(int file) {
    return uris.get(file);
  }

  long firstRow(int file) {
    return firstRows[file];
  }

  String idColumn() {
    return idColumn;
  }

  String embeddingColumn() {
    return embeddingColumn;
  }
}
