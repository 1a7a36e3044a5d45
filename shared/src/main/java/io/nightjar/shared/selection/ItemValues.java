package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Field;
import io.nightjar.shared.table.ItemsTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The columns of some items. Safe for use by many threads; columns may be added, none changes.
 * Keeps the results of conditions that were asked before.
 */
public final class ItemValues {
  /** The column that all items have. */
  public static final String ITEM_ID = ItemsTable.ITEM_ID.toUpperCase(Locale.ROOT);

  private final int size;
  private final boolean known;
  private final Map<String, ValueColumn> columns = new ConcurrentHashMap<>();
  private final ConditionCache cache = new ConditionCache();

  private ItemValues(int size, boolean known) {
    this.size = size;
    this.known = known;
  }

  /** The items of a catalogue, without columns so far. */
  public static ItemValues ofCatalogue(int size) {
    return new ItemValues(size, true);
  }

  /** Items of which only the ids are known: they have no value in any other column. */
  public static ItemValues ofStrangers(List<String> ids) {
    ItemValues items = new ItemValues(ids.size(), false);
    items.addIds(ids);
    return items;
  }

  /** Number of items. */
  public int size() {
    return size;
  }

  /**
   * Adds a column.
   *
   * @param name in upper case
   */
  public void add(String name, ValueColumn column) {
    if (column.items() != size) {
      throw new IllegalArgumentException(
          "column " + name + " must have " + size + " items: " + column.items());
    }
    columns.put(name, column);
  }

  /**
   * Adds the column {@link #ITEM_ID}.
   *
   * @param ids by ordinal
   */
  public void addIds(List<String> ids) {
    add(ITEM_ID, ValueColumn.ofIds(ids));
  }

  /** Whether a column has been added. */
  public boolean has(String name) {
    return columns.containsKey(name);
  }

  /** The column of a field of Items or CurrentItem. */
  public ValueColumn column(Field field) {
    ValueColumn column = columns.get(field.name());
    if (column != null) {
      return column;
    }
    if (known) {
      throw new IllegalStateException("column " + field + " must have been added");
    }
    return ValueColumn.ofNothing(size);
  }

  ConditionCache cache() {
    return cache;
  }
}
