package io.nightjar.serving.parquet;

import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.table.UsersTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * The rows of a part of the users table, one after the other. Not thread-safe.
 *
 * <p>After {@link #next()} has returned true, the other methods describe the row it moved to.
 */
public final class UserRows extends TableRows {
  private final ColumnDescriptor userColumn;
  private final ColumnDescriptor embeddingColumn;
  private final float[] embedding;
  private BytesColumn users;
  private FloatColumn embeddings;
  private long row;

  private UserRows(TableFile file, int dimension) {
    super(file);
    this.userColumn = file.stringColumn(UsersTable.USER_ID, new UnusedConverter());
    this.embeddingColumn = file.floatListColumn(UsersTable.EMBEDDING);
    this.embedding = new float[dimension];
  }

  /**
   * The parts of a file.
   *
   * @throws ModelFormatException if it is not Parquet, or lacks a column of the right type
   */
  public static List<RowGroup> groups(Path path, int dimension) {
    return groups(path, file -> new UserRows(file, dimension));
  }

  /**
   * Opens a part.
   *
   * @param dimension length of every embedding
   * @throws ModelFormatException if the file is not Parquet, or lacks a column of the right type
   */
  public static UserRows open(RowGroup group, int dimension) throws IOException {
    UserRows rows = open(group.file(), file -> new UserRows(file, dimension));
    rows.readOnly(group.number());
    return rows;
  }

  @Override
  void openRowGroup(TableFile rowGroup) throws IOException {
    users = rowGroup.bytes(userColumn);
    embeddings = rowGroup.floats(embeddingColumn);
    row = 0;
  }

  @Override
  void readRow(TableFile rowGroup) {
    if (!users.isPresent()) {
      throw new ModelFormatException(
          path(), "column " + UsersTable.USER_ID + " must hold no null: row " + row);
    }
    users.take();
    int length = embeddings.readList(embedding);
    if (length != embedding.length) {
      throw new ModelFormatException(
          path(),
          "column %s must hold lists of %d values: %d in row %d"
              .formatted(UsersTable.EMBEDDING, embedding.length, length, row));
    }
    row++;
  }

  /** Id of the user in UTF-8; the array holds it until the next row, and may be longer. */
  public byte[] userId() {
    return users.bytes();
  }

  /** Length of {@link #userId()}. */
  public int userIdLength() {
    return users.length();
  }

  /** Embedding of the user; the array holds it until the next row. */
  public float[] embedding() {
    return embedding;
  }
}
