package io.nightjar.shared.table;

/**
 * Columns of {@code items/}: one row per item of the catalogue, sorted by item_id. The metadata
 * columns of the Items dataset follow under their own names in lower case.
 */
public final class ItemsTable {
  /** string, not null, distinct. */
  public static final String ITEM_ID = "item_id";

  /** list of float, not null; the last value is the item's bias. */
  public static final String EMBEDDING = "embedding";

  /** long, not null: interactions of the item in the training data. */
  public static final String POPULARITY = "popularity";

  private ItemsTable() {}
}
