package io.nightjar.shared.selection;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** Interactions of one user with items of the catalogue, in any order. Immutable. */
public final class UserEvents {
  private static final UserEvents NONE = new UserEvents(new int[0], new String[0], new long[0]);

  private final int[] items;
  private final String[] types;
  private final long[] timestamps;

  private UserEvents(int[] items, String[] types, long[] timestamps) {
    this.items = items;
    this.types = types;
    this.timestamps = timestamps;
  }

  /** No interactions. */
  public static UserEvents none() {
    return NONE;
  }

  /**
   * Some interactions.
   *
   * @param items ordinals
   * @param types event types; null where it is not known
   * @param timestamps epoch seconds
   */
  public static UserEvents of(int[] items, String[] types, long[] timestamps) {
    if (types.length != items.length || timestamps.length != items.length) {
      throw new IllegalArgumentException(
          "events must have as many types and timestamps as items, %d: %d and %d"
              .formatted(items.length, types.length, timestamps.length));
    }
    return new UserEvents(items.clone(), types.clone(), timestamps.clone());
  }

  /** These and others. */
  public UserEvents and(UserEvents others) {
    UserEvents both =
        new UserEvents(
            Arrays.copyOf(items, items.length + others.items.length),
            Arrays.copyOf(types, items.length + others.items.length),
            Arrays.copyOf(timestamps, items.length + others.items.length));
    System.arraycopy(others.items, 0, both.items, items.length, others.items.length);
    System.arraycopy(others.types, 0, both.types, items.length, others.items.length);
    System.arraycopy(others.timestamps, 0, both.timestamps, items.length, others.items.length);
    return both;
  }

  /**
   * The items of the first interactions, each once, in the order of the interactions.
   *
   * @param most how many at most
   */
  public int[] distinctItems(int most) {
    return Arrays.stream(items).distinct().limit(most).toArray();
  }

  /** Number of interactions. */
  public int size() {
    return items.length;
  }

  /** Ordinal of the item of an interaction. */
  public int item(int event) {
    return items[event];
  }

  /** Event type of an interaction, null when not known. */
  public String type(int event) {
    return types[event];
  }

  /** Time of an interaction, in epoch seconds. */
  public long timestamp(int event) {
    return timestamps[event];
  }

  /** The items of those interactions, given by position, that pass. */
  BitSet items(IntPredicate test) {
    BitSet found = new BitSet();
    for (int event = 0; event < items.length; event++) {
      if (test.test(event)) {
        found.set(items[event]);
      }
    }
    return found;
  }
}
