package io.nightjar.shared.table;

/**
 * Columns of {@code item_ages/}: how old each item of the catalogue is, for exploration. One row
 * per item of {@code items/}, sorted by item_id.
 */
public final class ItemAgesTable {
  /** string, not null, distinct. */
  public static final String ITEM_ID = "item_id";

  /**
   * long, 0 or more: seconds from the item's CREATION_TIMESTAMP, or where it has none its first
   * interaction, to the latest interaction of all; 0 for an item with neither. Null where the
   * interactions have no TIMESTAMP and the item has some.
   */
  public static final String AGE = "age";

  private ItemAgesTable() {}
}
