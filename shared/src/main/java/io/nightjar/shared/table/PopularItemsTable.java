package io.nightjar.shared.table;

/**
 * Columns of {@code popular_items/}: the items of most different users, best first, in one file;
 * for popularity recipes and as filler. Models of aws-trending-now have those that grow fastest
 * first, and three more columns.
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

  /**
   * double, not null, positive, of aws-trending-now: how fast interactions grow, 1 is not at all.
   */
  public static final String GROWTH = "growth";

  /** long, not null, of aws-trending-now: interactions of the latest interval. */
  public static final String LATEST = "latest";

  /** long, not null, of aws-trending-now: interactions of the interval before. */
  public static final String BEFORE = "before";

  private PopularItemsTable() {}
}
