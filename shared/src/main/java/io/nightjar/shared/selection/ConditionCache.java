package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Condition;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The items for which conditions hold, of those conditions that were asked last. Safe for use by
 * many threads.
 */
final class ConditionCache {
  /** The most that is kept: some 2,000 sets over 50,000 items when keys have few values. */
  private static final long MOST_BYTES = 16L << 20;

  /** What a set takes beside its bits and the values of its key: entry, headers. */
  private static final long ENTRY_BYTES = 512;

  /** What a value takes beside its characters: object, its array, its place in a list. */
  private static final long VALUE_BYTES = 56;

  /**
   * All that a condition about items depends on.
   *
   * @param values of the placeholders in the condition
   * @param currentItem ordinal; -1 when the condition does not ask it
   */
  record Key(Condition condition, Map<String, List<String>> values, int currentItem) {
    /** Bytes of the values at most; the condition belongs to its filter. */
    long size() {
      long bytes = 0;
      for (List<String> list : values.values()) {
        for (String value : list) {
          bytes += VALUE_BYTES + (long) Character.BYTES * value.length();
        }
      }
      return bytes;
    }
  }

  private final Map<Key, BitSet> sets = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /** The set of a key, computed when it is not there. Not to be changed. */
  BitSet get(Key key, Supplier<BitSet> compute) {
    synchronized (sets) {
      BitSet known = sets.get(key);
      if (known != null) {
        return known;
      }
    }
    BitSet computed = compute.get();
    synchronized (sets) {
      if (sets.putIfAbsent(key, computed) == null) {
        bytes += size(key, computed);
        drop();
      }
    }
    return computed;
  }

  private void drop() {
    var eldest = sets.entrySet().iterator();
    while (bytes > MOST_BYTES && eldest.hasNext()) {
      Map.Entry<Key, BitSet> dropped = eldest.next();
      bytes -= size(dropped.getKey(), dropped.getValue());
      eldest.remove();
    }
  }

  private static long size(Key key, BitSet set) {
    return set.size() / Byte.SIZE + key.size() + ENTRY_BYTES;
  }

  /** Number of sets kept. */
  int size() {
    synchronized (sets) {
      return sets.size();
    }
  }
}
