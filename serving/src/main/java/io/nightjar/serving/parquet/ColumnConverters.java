package io.nightjar.serving.parquet;

import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** The tree of a schema, as Parquet wants it, whose leaves are the converters of some columns. */
final class ColumnConverters extends GroupConverter {
  private final GroupType group;
  private final String path;
  private final Map<ColumnDescriptor, PrimitiveConverter> columns;

  private ColumnConverters(
      GroupType group, String path, Map<ColumnDescriptor, PrimitiveConverter> columns) {
    this.group = group;
    this.path = path;
    this.columns = columns;
  }

  static ColumnConverters of(
      MessageType schema, Map<ColumnDescriptor, PrimitiveConverter> columns) {
    return new ColumnConverters(schema, "", columns);
  }

  @Override
  public Converter getConverter(int fieldIndex) {
    Type field = group.getType(fieldIndex);
    String fieldPath = path + "/" + field.getName();
    if (!field.isPrimitive()) {
      return new ColumnConverters(field.asGroupType(), fieldPath, columns);
    }
    for (Map.Entry<ColumnDescriptor, PrimitiveConverter> column : columns.entrySet()) {
      if (fieldPath.equals("/" + String.join("/", column.getKey().getPath()))) {
        return column.getValue();
      }
    }
    return new UnusedConverter();
  }

  @Override
  public void start() {}

  @Override
  public void end() {}
}
