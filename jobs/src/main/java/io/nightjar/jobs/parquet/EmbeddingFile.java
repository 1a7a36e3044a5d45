package io.nightjar.jobs.parquet;

import io.nightjar.shared.model.ModelFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * One file of a table of embeddings, read column by column. The embedding is a list of three
 * levels, as Spark and PyArrow write it; the names of the two inner levels do not matter. Not
 * thread-safe.
 */
final class EmbeddingFile implements Closeable {
  private final String uri;
  private final ParquetFileReader reader;
  private final MessageType columns;
  private final ColumnDescriptor idColumn;
  private final ColumnDescriptor valueColumn;
  private final int listLevel;
  private long rowsLeft;
  private int nextGroup;
  private long groupRowsLeft;
  private long row = -1;
  private ColumnReader ids;
  private ColumnReader values;
  private byte[] id;
  private int length;

  EmbeddingFile(String uri, EmbeddingTable table, Configuration configuration) throws IOException {
    this.uri = uri;
    this.reader = EmbeddingTable.open(uri, configuration);
    MessageType schema = reader.getFileMetaData().getSchema();
    Type idType = column(schema, table.idColumn());
    requirePrimitive(table.idColumn(), idType, PrimitiveTypeName.BINARY, "a string");
    Type list = column(schema, table.embeddingColumn());
    GroupType repeated = repeated(table.embeddingColumn(), list);
    Type element = repeated.getType(0);
    requirePrimitive(
        table.embeddingColumn(), element, PrimitiveTypeName.FLOAT, "a list of float values");
    this.columns = new MessageType(schema.getName(), idType, list);
    this.idColumn = columns.getColumnDescription(new String[] {table.idColumn()});
    String[] path = {table.embeddingColumn(), repeated.getName(), element.getName()};
    this.valueColumn = columns.getColumnDescription(path);
    this.listLevel = columns.getMaxDefinitionLevel(path[0], path[1]);
    this.rowsLeft = reader.getRecordCount();
    reader.setRequestedSchema(columns);
  }

  private Type column(MessageType schema, String name) {
    if (!schema.containsField(name)) {
      throw new ModelFormatException(uri, "must have the column " + name + ": it is missing");
    }
    return schema.getType(name);
  }

  private GroupType repeated(String name, Type list) {
    if (!list.isPrimitive()
        && list.asGroupType().getFieldCount() == 1
        && list.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED)
        && !list.asGroupType().getType(0).isPrimitive()
        && list.asGroupType().getType(0).asGroupType().getFieldCount() == 1) {
      return list.asGroupType().getType(0).asGroupType();
    }
    throw wrongType(name, "a list of three levels", list);
  }

  private void requirePrimitive(String name, Type type, PrimitiveTypeName wanted, String shown) {
    if (!type.isPrimitive()
        || type.isRepetition(Type.Repetition.REPEATED)
        || type.asPrimitiveType().getPrimitiveTypeName() != wanted) {
      throw wrongType(name, shown, type);
    }
  }

  private ModelFormatException wrongType(String name, String expected, Type found) {
    return new ModelFormatException(
        uri,
        "column "
            + name
            + " must be "
            + expected
            + ": "
            + found.toString().replaceAll("\\s+", " ").strip());
  }

  String uri() {
    return uri;
  }

  boolean hasNext() {
    return rowsLeft > 0;
  }

  /** Passes over rows; whole row groups are not read. */
  void skip(long rows) throws IOException {
    long left = rows;
    while (nextGroup < reader.getRowGroups().size()
        && reader.getRowGroups().get(nextGroup).getRowCount() <= left) {
      long skipped = reader.getRowGroups().get(nextGroup).getRowCount();
      reader.skipNextRowGroup();
      nextGroup++;
      left -= skipped;
      rowsLeft -= skipped;
      row += skipped;
    }
    float[] none = new float[0];
    for (; left > 0; left--) {
      next(none);
    }
  }

  /**
   * Reads a row: its id, and as many values as {@code embedding} has room for; {@link #length}
   * tells how many there are.
   */
  void next(float[] embedding) throws IOException {
    while (groupRowsLeft == 0) {
      nextRowGroup();
    }
    groupRowsLeft--;
    rowsLeft--;
    row++;
    require(ids, idColumn);
    id = ids.getBinary().getBytes();
    ids.consume();
    length = 0;
    do {
      if (values.getCurrentDefinitionLevel() >= listLevel) {
        require(values, valueColumn);
        float value = values.getFloat();
        if (length < embedding.length) {
          embedding[length] = value;
        }
        length++;
      }
      values.consume();
    } while (values.getCurrentRepetitionLevel() > 0);
  }

  private void nextRowGroup() throws IOException {
    PageReadStore pages = reader.readNextRowGroup();
    nextGroup++;
    groupRowsLeft = pages.getRowCount();
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(
            pages,
            new DummyRecordConverter(columns).getRootConverter(),
            columns,
            reader.getFileMetaData().getCreatedBy());
    ids = store.getColumnReader(idColumn);
    values = store.getColumnReader(valueColumn);
  }

  private void require(ColumnReader reads, ColumnDescriptor column) {
    if (reads.getCurrentDefinitionLevel() < column.getMaxDefinitionLevel()) {
      throw new ModelFormatException(
          uri, "row " + row + ": column " + column.getPath()[0] + " must hold no null");
    }
  }

  /** Id of the row that was read last, UTF-8. */
  byte[] id() {
    return id;
  }

  /** Values of its embedding. */
  int length() {
    return length;
  }

  /** Its number within the file, from 0. */
  long row() {
    return row;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
