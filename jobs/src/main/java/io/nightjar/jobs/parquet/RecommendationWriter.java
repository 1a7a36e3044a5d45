package io.nightjar.jobs.parquet;

import io.nightjar.shared.batch.TopLists;
import io.nightjar.shared.table.RecommendationTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Writes rankings as a file of the recommendations table, straight from {@link TopLists}: no row
 * objects, ids as bytes that are there already. Has no state of its own; safe for many threads.
 */
public final class RecommendationWriter {
  /** Bytes of a row group. */
  private static final int ROW_GROUP_BYTES = 32 << 20;

  /** Item ids that fit are written once per row group, and as numbers in the rows. */
  private static final int DICTIONARY_BYTES = 8 << 20;

  /** About how many bytes a file holds in memory while it is written. */
  public static final long MOST_BYTES = ROW_GROUP_BYTES + 4L * DICTIONARY_BYTES;

  private static final String ELEMENT = RecommendationTable.ITEMS + ".list.element.";
  private static final String ITEM_PATH = ELEMENT + RecommendationTable.ITEM_ID;
  private static final String SCORE_PATH = ELEMENT + RecommendationTable.SCORE;

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
    Row row = new Row();
    try (ParquetWriter<Row> writer = new Builder(file, new Rows(lists, userIds)).build()) {
      for (row.variant = 0; row.variant < contexts.length; row.variant++) {
        for (row.user = 0; row.user < users; row.user++) {
          writer.write(row);
        }
      }
    }
  }

  /** Which list is written. */
  private static final class Row {
    private int user;
    private int variant;
  }

  private final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final Rows rows;

    Builder(OutputFile file, Rows rows) {
      super(file);
      this.rows = rows;
      withConf(configuration);
      withCompressionCodec(CompressionCodecName.ZSTD);
      withRowGroupSize((long) ROW_GROUP_BYTES);
      withDictionaryPageSize(DICTIONARY_BYTES);
      withDictionaryEncoding(false);
      withDictionaryEncoding(RecommendationTable.CONTEXT, true);
      withDictionaryEncoding(ITEM_PATH, true);
      // Nobody looks for a range of items or scores; counting them would take a third of the time.
      withStatisticsEnabled(ITEM_PATH, false);
      withStatisticsEnabled(SCORE_PATH, false);
      withSizeStatisticsEnabled(false);
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Deprecated, and yet the one that a builder must have. */
    @Override
    @SuppressWarnings("deprecation")
    protected WriteSupport<Row> getWriteSupport(Configuration ignored) {
      return rows;
    }
  }

  private final class Rows extends WriteSupport<Row> {
    private final TopLists lists;
    private final Binary[] userIds;
    private RecordConsumer to;

    Rows(TopLists lists, Binary[] userIds) {
      this.lists = lists;
      this.userIds = userIds;
    }

    /** Deprecated, and yet the one that a write support must have. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration ignored) {
      return new WriteContext(SCHEMA, new HashMap<>());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      to = consumer;
    }

    @Override
    public void write(Row row) {
      to.startMessage();
      if (userIds[row.user] != null) {
        to.startField(RecommendationTable.USER_ID, 0);
        to.addBinary(userIds[row.user]);
        to.endField(RecommendationTable.USER_ID, 0);
      }
      to.startField(RecommendationTable.CONTEXT, 1);
      to.addBinary(contexts[row.variant]);
      to.endField(RecommendationTable.CONTEXT, 1);
      to.startField(RecommendationTable.LOG_PARTITION, 2);
      to.addDouble(lists.logPartition(row.user, row.variant));
      to.endField(RecommendationTable.LOG_PARTITION, 2);
      to.startField(RecommendationTable.ITEMS, 3);
      to.startGroup();
      writeItems(row);
      to.endGroup();
      to.endField(RecommendationTable.ITEMS, 3);
      to.endMessage();
    }

    private void writeItems(Row row) {
      int size = lists.size(row.user, row.variant);
      if (size == 0) {
        return;
      }
      to.startField("list", 0);
      for (int rank = 0; rank < size; rank++) {
        to.startGroup();
        to.startField("element", 0);
        to.startGroup();
        to.startField(RecommendationTable.ITEM_ID, 0);
        to.addBinary(itemIds[lists.ordinal(row.user, row.variant, rank)]);
        to.endField(RecommendationTable.ITEM_ID, 0);
        to.startField(RecommendationTable.SCORE, 1);
        to.addFloat((float) lists.score(row.user, row.variant, rank));
        to.endField(RecommendationTable.SCORE, 1);
        to.endGroup();
        to.endField("element", 0);
        to.endGroup();
      }
      to.endField("list", 0);
    }
  }
}
