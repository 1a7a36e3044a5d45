package io.nightjar.serving.index;

import io.nightjar.serving.parquet.SimilarItemRows;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of the table of similar items, by ordinal. Immutable and safe for use by many threads.
 *
 * <p>All lists lie in one array; four bytes an entry and eight an item.
 */
public final class SimilarItems {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final SimilarItems NONE = new SimilarItems(0);

  private final int[] starts;
  private final int[] sizes;
  private int[] others = new int[0];
  private int used;

  private SimilarItems(int items) {
    this.starts = new int[items];
    this.sizes = new int[items];
  }

  /** No rows of no items. */
  public static SimilarItems none() {
    return NONE;
  }

  /**
   * Reads all files of the table.
   *
   * @param ids the catalogue; the table may name no others
   * @throws ModelFormatException if a file breaks the rules of the table
   */
  public static SimilarItems load(IdMap ids, List<Path> files) {
    SimilarItems similar = new SimilarItems(ids.size());
    for (Path file : files) {
      try (SimilarItemRows rows = SimilarItemRows.open(file, ids)) {
        while (rows.next()) {
          similar.add(rows, ids);
        }
      } catch (IOException e) {
        throw new ModelFormatException(file.toString(), "cannot be read: " + e.getMessage(), e);
      }
    }
    similar.others = Arrays.copyOf(similar.others, similar.used);
    return similar;
  }

  private void add(SimilarItemRows row, IdMap ids) {
    int item = row.item();
    if (sizes[item] > 0) {
      throw new ModelFormatException(
          row.path(), "an item must have one row: item_id '" + ids.id(item) + "'");
    }
    long needed = (long) used + row.size();
    if (needed > LARGEST_ARRAY) {
      throw new ModelFormatException(
          row.path(), "the table must hold at most " + LARGEST_ARRAY + " items: " + needed);
    }
    if (needed > others.length) {
      others =
          Arrays.copyOf(
              others, (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * others.length)));
    }
    starts[item] = used;
    sizes[item] = row.size();
    row.copyOrdinals(others, used);
    used += row.size();
  }

  /** Number of items in an item's row; 0 without a row. */
  public int size(int item) {
    return sizes[item];
  }

  /** Ordinal of the item at a place of an item's row, 0 being the most similar. */
  public int ordinal(int item, int place) {
    return others[starts[item] + place];
  }
}
