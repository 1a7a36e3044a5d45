package io.nightjar.shared.scoring;

import io.nightjar.shared.vector.PackedItems;
import java.util.BitSet;

/**
 * Which items of a catalogue may be listed: a set of ordinals, one bit each, so 64 items of a panel
 * are one word. Immutable and safe for use by many threads.
 */
public final class AllowedItems {
  private final int items;
  private final int size;
  private final long[] words;

  private AllowedItems(int items, BitSet ordinals) {
    this.items = items;
    this.size = ordinals.cardinality();
    this.words = new long[(items + Long.SIZE - 1) / Long.SIZE];
    long[] set = ordinals.toLongArray();
    System.arraycopy(set, 0, words, 0, set.length);
  }

  /**
   * Copies a set.
   *
   * @param items size of the catalogue
   * @param ordinals of the items allowed, each less than {@code items}; may be empty
   */
  public static AllowedItems of(int items, BitSet ordinals) {
    if (ordinals.length() > items) {
      throw new IllegalArgumentException(
          "allowed ordinals must be less than " + items + ": " + (ordinals.length() - 1));
    }
    return new AllowedItems(items, ordinals);
  }

  /** Items of the catalogue. */
  public int items() {
    return items;
  }

  /** Items allowed. */
  public int size() {
    return size;
  }

  /** Whether an item is allowed. */
  public boolean contains(int ordinal) {
    return (words[ordinal >> 6] & 1L << ordinal) != 0;
  }

  /** The items allowed, for changes of one's own. */
  public BitSet toBitSet() {
    return BitSet.valueOf(words);
  }

  /** The items {@code 64 × panel, …}, lowest bit first. */
  long panel(int panel) {
    return words[panel];
  }

  /** Items allowed among those of some panels. */
  int size(int fromPanel, int toPanel) {
    int count = 0;
    for (int panel = fromPanel; panel < toPanel; panel++) {
      count += Long.bitCount(words[panel]);
    }
    return count;
  }

  static {
    assert PackedItems.PANEL == Long.SIZE : "a word must be a panel";
  }
}
