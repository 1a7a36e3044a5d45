package io.nightjar.shared.table;

/** Columns of {@code users/}: one row per user of the training data, sorted by user_id. */
public final class UsersTable {
  /** string, not null, distinct. */
  public static final String USER_ID = "user_id";

  /** list of float, not null; the last value is the constant 1. */
  public static final String EMBEDDING = "embedding";

  private UsersTable() {}
}
