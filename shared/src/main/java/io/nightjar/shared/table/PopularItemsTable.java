package io.nightjar.shared.table;

/**
 * Columns of {@code popular_items/}: the items of most different users, best first, in one file;
 * for popularity recipes and as filler.
 */
public final class PopularItemsTable {
  /** Rows at most. */
  public static final int MOST = 100_000;

  /** int, not null: from 1. */
  public static final String RANK = "rank";

  /** string, not null, distinct; always in {@code items/}. */
  public static final String ITEM_ID = "item_id";

  /** long, not null, positive. */
  public static final String INTERACTIONS = "interactions";

  /** long, not null, positive: different users; higher ones first. */
  public static final String USERS = "users";

  private PopularItemsTable() {}
}
