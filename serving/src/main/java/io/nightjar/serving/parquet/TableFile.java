package io.nightjar.serving.parquet;

import io.nightjar.shared.model.ModelFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * One Parquet file of a table: first its columns are chosen by name and type, then row group after
 * row group is read. Not thread-safe.
 *
 * <p>Lists have three levels, as Spark writes them; the names of the two inner levels do not
 * matter.
 */
final class TableFile implements Closeable {
  private final String path;
  private final ParquetFileReader reader;
  private final MessageType schema;
  private final Map<ColumnDescriptor, PrimitiveConverter> columns = new LinkedHashMap<>();
  private PageReadStore pages;
  private ColumnReadStoreImpl rowGroup;

  private TableFile(String path, ParquetFileReader reader) {
    this.path = path;
    this.reader = reader;
    this.schema = reader.getFileMetaData().getSchema();
  }

  /**
   * Opens a file and reads its footer.
   *
   * @throws ModelFormatException if it is no Parquet file
   */
  static TableFile open(Path file) {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdCodecs())
            .build();
    try {
      return new TableFile(
          file.toString(), ParquetFileReader.open(new LocalInputFile(file), options));
    } catch (IOException | RuntimeException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** The failure of reading a file that Parquet does not understand. */
  static ModelFormatException unreadable(String path, Exception cause) {
    return cause instanceof ModelFormatException known
        ? known
        : new ModelFormatException(path, "cannot be read as Parquet: " + cause.getMessage(), cause);
  }

  /** Name of the file, for messages. */
  String path() {
    return path;
  }

  /** Chooses a column of strings, which {@code converter} receives. */
  ColumnDescriptor stringColumn(String name, PrimitiveConverter converter) {
    return choose(name, field(schema, name, name), PrimitiveTypeName.BINARY, converter, name);
  }

  /**
   * Names of columns that {@link #textColumn} can choose.
   *
   * @param booleans whether those of booleans are wanted too
   */
  List<String> textColumns(boolean booleans) {
    return schema.getFields().stream()
        .filter(type -> isTextOrNumber(type) || (booleans && isBoolean(type)))
        .map(Type::getName)
        .toList();
  }

  /** Chooses a column of strings, numbers or booleans, which {@code converter} receives. */
  ColumnDescriptor textColumn(String name, PrimitiveConverter converter) {
    Type type = field(schema, name, name);
    if (!isTextOrNumber(type) && !isBoolean(type)) {
      throw wrongType(name, "a string, a number or a boolean", type);
    }
    ColumnDescriptor column = schema.getColumnDescription(new String[] {name});
    columns.put(column, converter);
    return column;
  }

  private static boolean isBoolean(Type type) {
    return type.isPrimitive()
        && !type.isRepetition(Type.Repetition.REPEATED)
        && type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN;
  }

  private static boolean isTextOrNumber(Type type) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> meaning instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation;
      case INT32, INT64 ->
          meaning == null || meaning instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation;
      case FLOAT, DOUBLE -> true;
      case BOOLEAN, INT96, FIXED_LEN_BYTE_ARRAY -> false;
    };
  }

  /** Chooses a column of lists of floats. */
  ColumnDescriptor floatListColumn(String name) {
    GroupType repeated = repeated(name);
    Type element = repeated.getType(0);
    return choose(
        name,
        element,
        PrimitiveTypeName.FLOAT,
        new UnusedConverter(),
        name,
        repeated.getName(),
        element.getName());
  }

  /** Chooses a member of a column of lists of structs. */
  ColumnDescriptor memberColumn(
      String list, String member, PrimitiveTypeName type, PrimitiveConverter converter) {
    GroupType repeated = repeated(list);
    Type element = repeated.getType(0);
    String shown = list + "." + member;
    if (element.isPrimitive()) {
      throw wrongType(shown, "a member of a list of structs", element);
    }
    return choose(
        shown,
        field(element.asGroupType(), member, shown),
        type,
        converter,
        list,
        repeated.getName(),
        element.getName(),
        member);
  }

  private GroupType repeated(String name) {
    Type list = field(schema, name, name);
    if (list.isPrimitive() || list.asGroupType().getFieldCount() != 1) {
      throw wrongType(name, "a list", list);
    }
    Type repeated = list.asGroupType().getType(0);
    if (!repeated.isRepetition(Type.Repetition.REPEATED)
        || repeated.isPrimitive()
        || repeated.asGroupType().getFieldCount() != 1) {
      throw wrongType(name, "a list of three levels", list);
    }
    return repeated.asGroupType();
  }

  private Type field(GroupType group, String name, String shown) {
    if (!group.containsField(name)) {
      throw new ModelFormatException(path, "must have the column " + shown + ": it is missing");
    }
    return group.getType(name);
  }

  private ColumnDescriptor choose(
      String shown,
      Type type,
      PrimitiveTypeName expected,
      PrimitiveConverter converter,
      String... columnPath) {
    boolean string = expected == PrimitiveTypeName.BINARY;
    if (!type.isPrimitive()
        || type.isRepetition(Type.Repetition.REPEATED)
        || type.asPrimitiveType().getPrimitiveTypeName() != expected
        || (string
            && !(type.getLogicalTypeAnnotation()
                instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation))) {
      throw wrongType(shown, string ? "a string" : expected.name(), type);
    }
    ColumnDescriptor column = schema.getColumnDescription(columnPath);
    columns.put(column, converter);
    return column;
  }

  private ModelFormatException wrongType(String shown, String expected, Type found) {
    return new ModelFormatException(
        path,
        "column "
            + shown
            + " must be "
            + expected
            + ": "
            + found.toString().replaceAll("\\s+", " ").strip());
  }

  /** Definition level of a value inside the list column {@code column}; below it the list ends. */
  int listLevel(ColumnDescriptor column) {
    return schema.getMaxDefinitionLevel(column.getPath()[0], column.getPath()[1]);
  }

  /** All row groups, whichever is being read. */
  List<RowGroup> rowGroups(Path file) {
    List<RowGroup> groups = new ArrayList<>();
    for (BlockMetaData block : reader.getRowGroups()) {
      long values = 0;
      for (ColumnChunkMetaData column : block.getColumns()) {
        values = Math.max(values, column.getValueCount());
      }
      if (block.getRowCount() < 0) {
        throw new ModelFormatException(
            path, "is damaged: a row group of " + block.getRowCount() + " rows");
      }
      groups.add(new RowGroup(file, groups.size(), block.getRowCount(), values));
    }
    return groups;
  }

  /** Passes over some row groups. */
  void skipRowGroups(int count) {
    for (int group = 0; group < count; group++) {
      reader.skipNextRowGroup();
    }
  }

  /**
   * Moves to the next row group.
   *
   * @return its number of rows, or -1 when there is none
   */
  long nextRowGroup() throws IOException {
    reader.setRequestedSchema(new ArrayList<>(columns.keySet()));
    PageReadStore next;
    try {
      next = reader.readNextRowGroup();
    } catch (OutOfMemoryError e) {
      // Parquet makes room for what the header of the last page asks for, whatever comes after it.
      throw new ModelFormatException(
          path, "is damaged, or a row group is larger than the memory: " + e.getMessage(), e);
    }
    if (next == null) {
      return -1;
    }
    pages = new CheckedPages(path, next);
    rowGroup =
        new ColumnReadStoreImpl(
            pages,
            ColumnConverters.of(schema, columns),
            schema,
            reader.getFileMetaData().getCreatedBy());
    return pages.getRowCount();
  }

  /** The values of a chosen column in the current row group. */
  ColumnCursor cursor(ColumnDescriptor column) {
    return new ColumnCursor(rowGroup.getColumnReader(column));
  }

  /** The values of a chosen column of floats in the current row group, instead of a cursor. */
  FloatColumn floats(ColumnDescriptor column) {
    return BatchColumn.opened(new FloatColumn(column, pages.getPageReader(column)));
  }

  /** The values of a chosen column of strings in the current row group, instead of a cursor. */
  BytesColumn bytes(ColumnDescriptor column) {
    return BatchColumn.opened(new BytesColumn(column, pages.getPageReader(column)));
  }

  /** The values of a chosen column of ids in the current row group, instead of a cursor. */
  OrdinalColumn ordinals(ColumnDescriptor column, OrdinalConverter converter) {
    return BatchColumn.opened(new OrdinalColumn(column, pages.getPageReader(column), converter));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
