package io.nightjar.jobs.evaluate;

import java.util.Arrays;
import java.util.Set;

/**
 * The items that a query is to predict, as one model numbers them, each with its popularity group.
 * Immutable.
 */
final class Relevant {
  private final int[] ordinals;
  private final byte[] groups;
  private final int[] unknown = new int[Popularity.GROUPS];

  /**
   * Numbers the items.
   *
   * @param reference model whose popularity is meant
   */
  Relevant(Set<String> chosen, AskedModel model, AskedModel reference, Popularity popularity) {
    long[] known = new long[chosen.size()];
    int count = 0;
    for (String item : chosen) {
      int group = popularity.group(reference.ordinal(item));
      int ordinal = model.ordinal(item);
      if (ordinal < 0) {
        unknown[group]++;
      } else {
        known[count++] = (long) ordinal * Popularity.GROUPS + group;
      }
    }
    Arrays.sort(known, 0, count);
    this.ordinals = new int[count];
    this.groups = new byte[count];
    for (int i = 0; i < count; i++) {
      ordinals[i] = (int) (known[i] / Popularity.GROUPS);
      groups[i] = (byte) (known[i] % Popularity.GROUPS);
    }
  }

  /** Sorted ordinals of the items that the model knows. Read only. */
  int[] ordinals() {
    return ordinals;
  }

  /** Whether a known item, by its place, belongs to a group; −1 is any. */
  boolean isIn(int place, int group) {
    return group < 0 || groups[place] == group;
  }

  /** Place of an ordinal, negative when it is not relevant. */
  int place(int ordinal) {
    return Arrays.binarySearch(ordinals, ordinal);
  }

  /** Items of a group that the model does not know; −1 is any group. */
  int unknown(int group) {
    return group < 0 ? Arrays.stream(unknown).sum() : unknown[group];
  }

  /** Items of a group that the model knows; −1 is any group. */
  int known(int group) {
    int count = 0;
    for (int place = 0; place < ordinals.length; place++) {
      count += isIn(place, group) ? 1 : 0;
    }
    return count;
  }
}
