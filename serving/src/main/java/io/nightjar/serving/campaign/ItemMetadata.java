package io.nightjar.serving.campaign;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.selection.ValueColumn;
import io.nightjar.shared.table.ItemsTable;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The columns of the Items data set that a model's items have, for replies. In memory once a
 * campaign that offers them is loaded: four bytes an item and column, and each distinct value once.
 * Safe for use by many threads.
 */
public final class ItemMetadata {
  /** The most characters of a value that a reply has. */
  private static final int VALUE_LENGTH = 20_000;

  private final ModelFiles files;
  private final IdMap items;
  private volatile SortedMap<String, ValueColumn> columns = Collections.emptySortedMap();
  private boolean loaded;

  ItemMetadata(ModelFiles files, IdMap items) {
    this.files = files;
    this.items = items;
  }

  /**
   * Brings all columns into memory, when they are not there yet. Requests see them only of
   * campaigns that offer them.
   *
   * @throws io.nightjar.shared.model.ModelFormatException if a file cannot be read
   */
  public synchronized void load() {
    if (loaded) {
      return;
    }
    OrdinalColumns table =
        new OrdinalColumns(files.listed(ModelLayout.ITEMS), ItemsTable.ITEM_ID, items);
    SortedMap<String, ValueColumn> read = new TreeMap<>();
    for (Map.Entry<String, String> name : ColumnNames.ofMetadata(files).entrySet()) {
      List<String> values = table.read(name.getValue());
      values.replaceAll(ItemMetadata::shortened);
      read.put(name.getKey(), ValueColumn.of(values));
    }
    columns = Collections.unmodifiableSortedMap(read);
    loaded = true;
  }

  private static String shortened(String value) {
    return value == null || value.codePointCount(0, value.length()) <= VALUE_LENGTH
        ? value
        : value.substring(0, value.offsetByCodePoints(0, VALUE_LENGTH));
  }

  /** Names of the columns, in upper case. */
  public List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /**
   * The column of a name, in any case; null when there is none. A value is at most 20,000
   * characters of what the item has.
   */
  public ValueColumn column(String name) {
    return columns.get(name.toUpperCase(Locale.ROOT));
  }
}
