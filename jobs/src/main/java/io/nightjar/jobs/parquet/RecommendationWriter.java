package io.nightjar.jobs.parquet;

import io.nightjar.shared.batch.TopLists;
import io.nightjar.shared.table.RecommendationTable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Writes rankings as a file of the recommendations table, straight from {@link TopLists} into the
 * pages of a Parquet file: no row objects, no record assembly, ids as bytes that are there already.
 * Has no state of its own; safe for many threads.
 */
public final class RecommendationWriter {
  /** About how many bytes of lists a row group holds before compression. */
  private static final int ROW_GROUP_BYTES = 32 << 20;

  /** About how many bytes a file holds in memory while it is written. */
  public static final long MOST_BYTES = ROW_GROUP_BYTES;

  /** What Spark writes for the table's schema, names of the inner levels included. */
  static final MessageType SCHEMA =
      Types.buildMessage()
          .addField(string(RecommendationTable.USER_ID, Type.Repetition.OPTIONAL))
          .addField(string(RecommendationTable.CONTEXT, Type.Repetition.REQUIRED))
          .required(PrimitiveTypeName.DOUBLE)
          .named(RecommendationTable.LOG_PARTITION)
          .requiredList()
          .element(
              Types.requiredGroup()
                  .addField(string(RecommendationTable.ITEM_ID, Type.Repetition.REQUIRED))
                  .required(PrimitiveTypeName.FLOAT)
                  .named(RecommendationTable.SCORE)
                  .named("element"))
          .named(RecommendationTable.ITEMS)
          .named("nightjar");

  private final Binary[] contexts;
  private final Binary[] itemIds;
  private final Configuration configuration;

  /**
   * A writer for one model.
   *
   * @param contexts keys of the variants, in the order of {@link TopLists}, sorted
   * @param itemIds by ordinal
   */
  public RecommendationWriter(
      List<String> contexts, Binary[] itemIds, Configuration configuration) {
    this.contexts = contexts.stream().map(Binary::fromString).toArray(Binary[]::new);
    this.itemIds = itemIds;
    this.configuration = configuration;
  }

  private static Type string(String name, Type.Repetition repetition) {
    return Types.primitive(PrimitiveTypeName.BINARY, repetition)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  /**
   * Writes one file, sorted by (context, user).
   *
   * @param userIds ids of the users of {@code lists} in their order, sorted, null first
   * @param users how many there are
   */
  public void write(OutputFile file, TopLists lists, Binary[] userIds, int users)
      throws IOException {
    int rows = Math.multiplyExact(contexts.length, users);
    int rowsOfGroup = Math.max(1, ROW_GROUP_BYTES / (8 * lists.n() + 32));
    try (ParquetFileWriter writer =
            new ParquetFileWriter(
                file,
                SCHEMA,
                ParquetFileWriter.Mode.CREATE,
                ROW_GROUP_BYTES,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
                ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
        PageWriter pages = new PageWriter(writer, configuration)) {
      writer.start();
      RowColumns rowColumns = new RowColumns(pages, lists, userIds, users, contexts);
      ListColumns listColumns = new ListColumns(pages, lists, users, itemIds);
      for (int first = 0; first < rows; first += rowsOfGroup) {
        int end = Math.min(rows, first + rowsOfGroup);
        writer.startBlock(end - first);
        rowColumns.write(first, end);
        listColumns.write(first, end);
        writer.endBlock();
      }
      writer.end(Map.of());
    }
  }
}
