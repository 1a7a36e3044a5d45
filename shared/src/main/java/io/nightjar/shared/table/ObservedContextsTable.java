package io.nightjar.shared.table;

/**
 * Columns of {@code observed_contexts/}: how often each complete context variant occurred in the
 * training data, from which precompute chooses its variants.
 */
public final class ObservedContextsTable {
  /** string, not null, distinct: canonical key; empty for interactions without context. */
  public static final String CONTEXT = "context";

  /** long, not null. */
  public static final String INTERACTIONS = "interactions";

  private ObservedContextsTable() {}
}
