package io.nightjar.shared.table;

/**
 * Columns of {@code similar_items/}: one row per item that has any, for the recipes of related
 * items; sorted by item_id in every file.
 */
public final class SimilarItemsTable {
  /** Items of a row that aws-sims keeps at most: the most that a request may ask for. */
  public static final int MOST_BY_COOCCURRENCE = 500;

  /** Items of a row that aws-similar-items keeps at most; more are computed when asked for. */
  public static final int MOST_BY_SIMILARITY = 100;

  /** string, not null, distinct; always in {@code items/}. */
  public static final String ITEM_ID = "item_id";

  /** list of struct with {@link #ITEM_ID}, not null, not empty: most similar first. */
  public static final String ITEMS = "items";

  private SimilarItemsTable() {}
}
