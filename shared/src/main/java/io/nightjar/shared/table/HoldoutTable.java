package io.nightjar.shared.table;

/** Columns of {@code holdout/}: one row per interaction that was kept out of training. */
public final class HoldoutTable {
  /** string, not null. */
  public static final String USER_ID = "user_id";

  /** string, not null. */
  public static final String ITEM_ID = "item_id";

  /** long, not null: epoch seconds. */
  public static final String TIMESTAMP = "timestamp";

  /** string, not null: canonical key of the interaction's context variant. */
  public static final String CONTEXT = "context";

  /** list of string, not null: items of this user in the training data, sorted. */
  public static final String SEEN = "seen";

  private HoldoutTable() {}
}
