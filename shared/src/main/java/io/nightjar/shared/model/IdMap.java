package io.nightjar.shared.model;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * External string id to dense ordinal and back. Ordinals follow the ids sorted by code point, which
 * is also the order of Parquet, Spark and Python, so "ties by id" is "ties by ordinal". Immutable.
 *
 * <p>An open-addressing table of ordinals over the sorted ids: four bytes a slot, no boxing.
 */
public final class IdMap implements Ids, Serializable {
  private static final long serialVersionUID = 1L;

  /** Order of ids: by code point, equal to the order of their UTF-8 bytes. */
  public static final Comparator<String> ORDER = IdMap::compare;

  private final String[] ids;
  private final int[] slots;

  private IdMap(String[] sorted) {
    this.ids = sorted;
    this.slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, sorted.length)) << 2)];
    Arrays.fill(slots, -1);
    for (int ordinal = 0; ordinal < sorted.length; ordinal++) {
      insert(ordinal);
    }
  }

  /**
   * Sorts and numbers ids.
   *
   * @throws IllegalArgumentException if an id occurs twice
   */
  public static IdMap of(Collection<String> ids) {
    String[] sorted = ids.toArray(new String[0]);
    Arrays.sort(sorted, ORDER);
    return new IdMap(sorted);
  }

  private void insert(int ordinal) {
    int slot = slotOf(ids[ordinal]);
    if (slots[slot] >= 0) {
      throw new IllegalArgumentException("ids must be distinct: '" + ids[ordinal] + "'");
    }
    slots[slot] = ordinal;
  }

  private int firstSlot(String id) {
    int hash = id.hashCode() * 0x9E3779B9;
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }

  private int slotOf(String id) {
    int slot = firstSlot(id);
    while (slots[slot] >= 0 && !ids[slots[slot]].equals(id)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public String id(int ordinal) {
    return ids[ordinal];
  }

  @Override
  public int sorted(int place) {
    return place;
  }

  @Override
  public int ordinal(String id) {
    return slots[slotOf(id)];
  }

  /**
   * The ordinals of many ids, -1 for those that are unknown.
   *
   * <p>What is read of each id lies somewhere else in memory. Step by step for all, the processor
   * fetches for several ids at once, and waits for each but a third as long.
   */
  public int[] ordinals(List<String> some) {
    int[] ordinals = new int[some.size()];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = slots[firstSlot(some.get(i))];
    }
    boolean[] likely = new boolean[ordinals.length];
    for (int i = 0; i < ordinals.length; i++) {
      likely[i] = ordinals[i] >= 0 && ids[ordinals[i]].length() == some.get(i).length();
    }
    for (int i = 0; i < ordinals.length; i++) {
      if (!likely[i] || !ids[ordinals[i]].equals(some.get(i))) {
        ordinals[i] = ordinal(some.get(i));
      }
    }
    return ordinals;
  }

  private static int compare(String a, String b) {
    int end = Math.min(a.length(), b.length());
    for (int i = 0; i < end; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Character.isSurrogate(x) || Character.isSurrogate(y)
            ? Arrays.compareUnsigned(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))
            : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
