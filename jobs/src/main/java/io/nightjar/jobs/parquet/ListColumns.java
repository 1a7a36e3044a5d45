package io.nightjar.jobs.parquet;

import io.nightjar.shared.batch.TopLists;
import io.nightjar.shared.table.RecommendationTable;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * The columns with a list in each row: items and scores. An item's id stands once in the dictionary
 * of a row group; the lists have its number there. No statistics: nobody looks for a range of items
 * or scores.
 */
final class ListColumns {
  private static final ColumnDescriptor ITEM = column(RecommendationTable.ITEM_ID);
  private static final ColumnDescriptor SCORE = column(RecommendationTable.SCORE);

  private final PageWriter pages;
  private final TopLists lists;
  private final int users;
  private final Binary[] itemIds;
  private final int pageRows;
  private final int[] numbers;
  private final int[] chosen;
  private final int[] packed;
  private int distinct;
  private final PageBytes repetition = new PageBytes();
  private final PageBytes definition = new PageBytes();
  private final PageBytes page = new PageBytes();

  ListColumns(PageWriter pages, TopLists lists, int users, Binary[] itemIds) {
    this.pages = pages;
    this.lists = lists;
    this.users = users;
    this.itemIds = itemIds;
    this.pageRows = Math.max(1, PageWriter.PAGE_BYTES / (4 * Math.max(1, lists.n())));
    this.numbers = new int[itemIds.length];
    this.chosen = new int[itemIds.length];
    this.packed = new int[pageRows * lists.n()];
  }

  private static ColumnDescriptor column(String name) {
    return RecommendationWriter.SCHEMA.getColumnDescription(
        new String[] {RecommendationTable.ITEMS, "list", "element", name});
  }

  /** Writes the rows {@code first} to {@code end - 1} of a row group. */
  void write(int first, int end) throws IOException {
    long values = number(first, end);
    pages.startColumn(ITEM, values);
    page.clear();
    for (int number = 0; number < distinct; number++) {
      page.putString(itemIds[chosen[number]].getBytesUnsafe());
    }
    pages.dictionary(page, distinct);
    int bitWidth = RowColumns.bitWidth(Math.max(1, distinct));
    for (int from = first; from < end; from += pageRows) {
      items(from, Math.min(end, from + pageRows), bitWidth);
    }
    pages.endColumn();
    pages.startColumn(SCORE, values);
    for (int from = first; from < end; from += pageRows) {
      scores(from, Math.min(end, from + pageRows));
    }
    pages.endColumn();
  }

  /** Numbers the items of the rows in the order in which they occur; returns the values. */
  private long number(int first, int end) {
    Arrays.fill(numbers, -1);
    distinct = 0;
    long values = 0;
    for (int row = first; row < end; row++) {
      int size = size(row);
      for (int rank = 0; rank < size; rank++) {
        int ordinal = lists.ordinal(row % users, row / users, rank);
        if (numbers[ordinal] < 0) {
          numbers[ordinal] = distinct;
          chosen[distinct++] = ordinal;
        }
      }
      values += Math.max(1, size);
    }
    return values;
  }

  private int size(int row) {
    return lists.size(row % users, row / users);
  }

  private void items(int from, int end, int bitWidth) throws IOException {
    int values = levels(from, end);
    int count = 0;
    for (int row = from; row < end; row++) {
      int size = size(row);
      for (int rank = 0; rank < size; rank++) {
        packed[count++] = numbers[lists.ordinal(row % users, row / users, rank)];
      }
    }
    page.putByte(bitWidth);
    page.putPacked(packed, count, bitWidth);
    write(ITEM, from, end, values, Encoding.RLE_DICTIONARY);
  }

  private void scores(int from, int end) throws IOException {
    int values = levels(from, end);
    for (int row = from; row < end; row++) {
      int size = size(row);
      for (int rank = 0; rank < size; rank++) {
        page.putFloat((float) lists.score(row % users, row / users, rank));
      }
    }
    write(SCORE, from, end, values, Encoding.PLAIN);
  }

  private void write(ColumnDescriptor column, int from, int end, int values, Encoding encoding)
      throws IOException {
    Statistics<?> none = Statistics.noopStats(column.getPrimitiveType());
    pages.page(column, page, values, end - from, none, encoding);
  }

  /**
   * Starts a page with its levels: a list starts where the repetition level is 0, and an empty list
   * is a definition level of 0.
   *
   * @return number of values
   */
  private int levels(int from, int end) {
    repetition.clear();
    definition.clear();
    int values = 0;
    int present = 0;
    for (int row = from; row < end; row++) {
      int size = size(row);
      repetition.putRun(1, 0, 1);
      repetition.putRun(Math.max(1, size) - 1, 1, 1);
      values += Math.max(1, size);
      present += size;
      if (size == 0) {
        definition.putRun(present, 1, 1);
        definition.putRun(1, 0, 1);
        present = 0;
      }
    }
    definition.putRun(present, 1, 1);
    page.clear();
    page.putLevels(repetition);
    page.putLevels(definition);
    return values;
  }
}
