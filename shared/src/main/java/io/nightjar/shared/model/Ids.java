package io.nightjar.shared.model;

/** External string ids, each of which has a dense ordinal. Immutable and safe for many threads. */
public interface Ids {
  /** Number of ids. */
  int size();

  /** Id of an ordinal. */
  String id(int ordinal);

  /** Ordinal of the id at a place among all ids sorted by code point. */
  int sorted(int place);

  /** Ordinal of an id, -1 when unknown. */
  int ordinal(String id);
}
