package io.nightjar.jobs.interactions;

/** Columns of clean interactions as they pass between the jobs' steps; never written to disk. */
public final class InteractionColumns {
  /** string, 1 to 256 characters. */
  public static final String USER_ID = "user_id";

  /** string, 1 to 256 characters. */
  public static final String ITEM_ID = "item_id";

  /** long: epoch seconds, or the position in the input when it has no timestamps. */
  public static final String TIMESTAMP = "timestamp";

  /** string: canonical key of the context variant; empty for none. */
  public static final String CONTEXT = "context";

  /** string: type of the event as the input spells it; null for none. */
  public static final String EVENT_TYPE = "event_type";

  /** double: how much the interaction counts in training. */
  public static final String WEIGHT = "weight";

  /** long: file and line, to break ties between equal timestamps. */
  public static final String PLACE = "place";

  private InteractionColumns() {}
}
