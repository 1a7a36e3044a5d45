package io.nightjar.serving.index;

import java.util.Map;

/**
 * Every row of the recommendations table, by context variant and user ordinal. Immutable and safe
 * for use by many threads.
 */
public final class RecommendationIndex {
  private static final RecommendationIndex EMPTY = new RecommendationIndex(Map.of());

  private final Map<String, VariantIndex> variants;

  RecommendationIndex(Map<String, VariantIndex> variants) {
    this.variants = Map.copyOf(variants);
  }

  /** An index without rows, with which every answer is computed live. */
  public static RecommendationIndex empty() {
    return EMPTY;
  }

  /** The rows of a context variant, by its key; null when the table has none. */
  public VariantIndex variant(String key) {
    return variants.get(key);
  }

  /** Number of context variants that have rows. */
  public int variants() {
    return variants.size();
  }

  /** Number of rows, over all variants. */
  public long rows() {
    return variants.values().stream().mapToLong(VariantIndex::rows).sum();
  }
}
