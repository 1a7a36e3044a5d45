package io.nightjar.shared.table;

/** Columns of {@code context/}: one row per known value of a context field. */
public final class ContextTable {
  /** string, not null: name of the context field. */
  public static final String FIELD = "field";

  /** string, not null. */
  public static final String VALUE = "value";

  /** list of float, not null: added to the user's embedding. */
  public static final String EMBEDDING = "embedding";

  /** long, not null: interactions that showed the value. */
  public static final String INTERACTIONS = "interactions";

  private ContextTable() {}
}
