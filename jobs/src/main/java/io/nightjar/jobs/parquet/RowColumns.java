package io.nightjar.jobs.parquet;

import io.nightjar.shared.batch.TopLists;
import io.nightjar.shared.table.RecommendationTable;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * The columns with one value a row: user, context and log-partition. Row r is user r modulo the
 * users in variant r divided by the users.
 */
final class RowColumns {
  private static final ColumnDescriptor USER = column(RecommendationTable.USER_ID);
  private static final ColumnDescriptor CONTEXT = column(RecommendationTable.CONTEXT);
  private static final ColumnDescriptor LOG_PARTITION = column(RecommendationTable.LOG_PARTITION);

  /** Rows of a page: the ids of a page stay about as small as {@link PageWriter#PAGE_BYTES}. */
  private static final int PAGE_ROWS = 20_000;

  private final PageWriter pages;
  private final TopLists lists;
  private final Binary[] userIds;
  private final int users;
  private final Binary[] contexts;
  private final PageBytes levels = new PageBytes();
  private final PageBytes values = new PageBytes();
  private final PageBytes page = new PageBytes();

  RowColumns(PageWriter pages, TopLists lists, Binary[] userIds, int users, Binary[] contexts) {
    this.pages = pages;
    this.lists = lists;
    this.userIds = userIds;
    this.users = users;
    this.contexts = contexts;
  }

  private static ColumnDescriptor column(String name) {
    return RecommendationWriter.SCHEMA.getColumnDescription(new String[] {name});
  }

  /** Writes the rows {@code first} to {@code end - 1} of a row group. */
  void write(int first, int end) throws IOException {
    pages.startColumn(USER, end - first);
    for (int from = first; from < end; from += PAGE_ROWS) {
      users(from, Math.min(end, from + PAGE_ROWS));
    }
    pages.endColumn();
    contexts(first, end);
    pages.startColumn(LOG_PARTITION, end - first);
    for (int from = first; from < end; from += PAGE_ROWS) {
      logPartitions(from, Math.min(end, from + PAGE_ROWS));
    }
    pages.endColumn();
  }

  private void users(int from, int end) throws IOException {
    Statistics<?> statistics = Statistics.createStats(USER.getPrimitiveType());
    levels.clear();
    values.clear();
    int present = 0;
    for (int row = from; row < end; row++) {
      Binary id = userIds[row % users];
      if (id == null) {
        levels.putRun(present, 1, 1);
        levels.putRun(1, 0, 1);
        present = 0;
        statistics.incrementNumNulls();
      } else {
        present++;
        values.putString(id.getBytesUnsafe());
        statistics.updateStats(id);
      }
    }
    levels.putRun(present, 1, 1);
    page.clear();
    page.putLevels(levels);
    page.putAll(values);
    pages.page(USER, page, end - from, end - from, statistics, Encoding.PLAIN);
  }

  /** One page: a few runs of numbers, since rows are sorted by context. */
  private void contexts(int first, int end) throws IOException {
    int firstVariant = first / users;
    int lastVariant = (end - 1) / users;
    int bitWidth = bitWidth(lastVariant - firstVariant + 1);
    Statistics<?> statistics = Statistics.createStats(CONTEXT.getPrimitiveType());
    values.clear();
    page.clear();
    page.putByte(bitWidth);
    for (int variant = firstVariant; variant <= lastVariant; variant++) {
      int from = Math.max(first, variant * users);
      int to = Math.min(end, (variant + 1) * users);
      values.putString(contexts[variant].getBytesUnsafe());
      page.putRun(to - from, variant - firstVariant, bitWidth);
      statistics.updateStats(contexts[variant]);
    }
    pages.startColumn(CONTEXT, end - first);
    pages.dictionary(values, lastVariant - firstVariant + 1);
    pages.page(CONTEXT, page, end - first, end - first, statistics, Encoding.RLE_DICTIONARY);
    pages.endColumn();
  }

  private void logPartitions(int from, int end) throws IOException {
    Statistics<?> statistics = Statistics.createStats(LOG_PARTITION.getPrimitiveType());
    page.clear();
    for (int row = from; row < end; row++) {
      double logPartition = lists.logPartition(row % users, row / users);
      page.putDouble(logPartition);
      statistics.updateStats(logPartition);
    }
    pages.page(LOG_PARTITION, page, end - from, end - from, statistics, Encoding.PLAIN);
  }

  /** Bits that hold the numbers of a dictionary; one at least, as Parquet's own writers do. */
  static int bitWidth(int entries) {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(entries - 1));
  }
}
