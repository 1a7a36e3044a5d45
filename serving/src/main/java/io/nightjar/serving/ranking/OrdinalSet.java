package io.nightjar.serving.ranking;

/** A set of a few ordinals, by open addressing. Not thread-safe. */
final class OrdinalSet {
  /** One more than an ordinal, or 0. */
  private final int[] slots;

  /** Room for so many. */
  OrdinalSet(int most) {
    slots = new int[Integer.highestOneBit(Math.max(1, most)) << 2];
  }

  /** Adds an ordinal; false when it was there. */
  boolean add(int ordinal) {
    int hash = ordinal * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 15)) & (slots.length - 1);
    while (slots[slot] != 0) {
      if (slots[slot] == ordinal + 1) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = ordinal + 1;
    return true;
  }
}
