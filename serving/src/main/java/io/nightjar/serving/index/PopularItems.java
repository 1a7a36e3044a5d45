package io.nightjar.serving.index;

import io.nightjar.serving.parquet.TextColumns;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.table.PopularItemsTable;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * The whole catalogue by popularity: the items of the table by rank, then the others by id.
 * Immutable and safe for use by many threads; four bytes an item.
 */
public final class PopularItems {
  private static final PopularItems NONE = new PopularItems(new int[0]);

  private final int[] ordinals;

  private PopularItems(int[] ordinals) {
    this.ordinals = ordinals;
  }

  /** No items. */
  public static PopularItems none() {
    return NONE;
  }

  /**
   * Reads all files of the table.
   *
   * @param ids the catalogue; the table may name no others
   * @throws ModelFormatException if a file breaks the rules of the table
   */
  public static PopularItems load(IdMap ids, List<Path> files) {
    String path = files.isEmpty() ? "popular_items" : files.get(0).toString();
    List<String> ranks = TextColumns.read(files, PopularItemsTable.RANK);
    List<String> names = TextColumns.read(files, PopularItemsTable.ITEM_ID);
    int[] ordinals = new int[ids.size()];
    BitSet ranked = new BitSet();
    BitSet items = new BitSet();
    for (int row = 0; row < names.size(); row++) {
      int item = names.get(row) == null ? -1 : ids.ordinal(names.get(row));
      if (item < 0 || items.get(item)) {
        throw new ModelFormatException(
            path, "column item_id must hold distinct items of the model: '" + names.get(row) + "'");
      }
      int rank = rank(path, ranks.get(row), names.size());
      if (ranked.get(rank)) {
        throw new ModelFormatException(path, "column rank must hold distinct numbers: " + rank);
      }
      ranked.set(rank);
      items.set(item);
      ordinals[rank - 1] = item;
    }
    int place = names.size();
    for (int item = items.nextClearBit(0); item < ordinals.length; ) {
      ordinals[place++] = item;
      item = items.nextClearBit(item + 1);
    }
    return new PopularItems(ordinals);
  }

  private static int rank(String path, String text, int most) {
    try {
      int rank = Integer.parseInt(text);
      if (rank >= 1 && rank <= most) {
        return rank;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same refusal as for a number that is out of range.
    }
    throw new ModelFormatException(path, "column rank must hold 1 to " + most + ": " + text);
  }

  /** Size of the catalogue. */
  public int size() {
    return ordinals.length;
  }

  /** Ordinal of the item at a place, 0 being the most popular. */
  public int ordinal(int place) {
    return ordinals[place];
  }
}
