package io.nightjar.shared.table;

/**
 * Columns of {@code history/}: what each user did, for filters. One row per user of the
 * interactions, sorted by user_id over all files in the order of their names.
 */
public final class HistoryTable {
  /** Events that are kept of one user and one event type, at most: the newest. */
  public static final int NEWEST = 100;

  /** string, not null, distinct; need not be in {@code users/}. */
  public static final String USER_ID = "user_id";

  /** list of struct, not null: the user's events, newest first. */
  public static final String EVENTS = "events";

  /** string, not null, in {@link #EVENTS}; need not be in {@code items/}. */
  public static final String ITEM_ID = "item_id";

  /** string, in {@link #EVENTS}, as the input spells it; null for none. */
  public static final String EVENT_TYPE = "event_type";

  /** long, not null, in {@link #EVENTS}: epoch seconds, or the position in undated input. */
  public static final String TIMESTAMP = "timestamp";

  private HistoryTable() {}
}
