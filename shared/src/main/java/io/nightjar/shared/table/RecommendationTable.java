package io.nightjar.shared.table;

/**
 * Columns of {@code recommendations/}: one row per user and context variant. In every file the rows
 * are sorted by (context, user_id), the row for unknown users first; files hold disjoint ranges of
 * users.
 */
public final class RecommendationTable {
  /** string; null is the row for users that the model does not know. */
  public static final String USER_ID = "user_id";

  /** string, not null: canonical key of the context variant, empty for no context. */
  public static final String CONTEXT = "context";

  /** double, not null: log Σ exp(logit) over the whole catalogue. */
  public static final String LOG_PARTITION = "log_partition";

  /** list of struct, not null: the best items, best first. */
  public static final String ITEMS = "items";

  /** string, in {@link #ITEMS}. */
  public static final String ITEM_ID = "item_id";

  /** float in [0, 1], in {@link #ITEMS}: softmax over the whole catalogue. */
  public static final String SCORE = "score";

  private RecommendationTable() {}
}
