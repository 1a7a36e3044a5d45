package io.nightjar.serving.index;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Every row of the recommendations table, by context variant and user ordinal. Immutable and safe
 * for use by many threads.
 */
public final class RecommendationIndex {
  private static final RecommendationIndex EMPTY = new RecommendationIndex(Map.of());

  /** Begins the name of a variant's section; its key follows. */
  static final String ROWS = "rows:";

  private final Map<String, VariantIndex> variants;
  private final long rows;

  private RecommendationIndex(Map<String, VariantIndex> variants) {
    this.variants = Map.copyOf(variants);
    this.rows = variants.values().stream().mapToLong(VariantIndex::rows).sum();
  }

  /** An index without rows, with which every answer is computed live. */
  public static RecommendationIndex empty() {
    return EMPTY;
  }

  /** The index of sections that {@link IndexLoader} filled. */
  public static RecommendationIndex of(Map<String, ByteBuffer> sections) {
    PackedLists lists = PackedLists.of(sections);
    Map<String, VariantIndex> variants = new HashMap<>();
    sections.forEach(
        (name, section) -> {
          if (name.startsWith(ROWS)) {
            variants.put(name.substring(ROWS.length()), new VariantIndex(section, lists));
          }
        });
    return new RecommendationIndex(variants);
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
    return rows;
  }
}
