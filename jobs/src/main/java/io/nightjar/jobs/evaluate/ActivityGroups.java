package io.nightjar.jobs.evaluate;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quarters of the users by the length of their history, least active first, and the users whom the
 * model does not know. Users of equal length are in one group, so there may be fewer. Immutable.
 */
final class ActivityGroups implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int QUARTERS = 4;

  private final int[] most;

  /**
   * Cuts.
   *
   * @param histogram users by length of history, those with an unknown length left out; may be
   *     empty, and then all known users are one group
   */
  ActivityGroups(Map<Integer, Long> histogram) {
    TreeMap<Integer, Long> sorted = new TreeMap<>(histogram);
    long users = sorted.values().stream().mapToLong(Long::longValue).sum();
    TreeMap<Integer, Boolean> ends = new TreeMap<>();
    long before = 0;
    for (Map.Entry<Integer, Long> entry : sorted.entrySet()) {
      long after = before + entry.getValue();
      if (after * QUARTERS / users > before * QUARTERS / users) {
        ends.put(entry.getKey(), true);
      }
      before = after;
    }
    this.most = ends.keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Number of groups, that of the unknown users included, which is the last. */
  int size() {
    return most.length + 1;
  }

  /** Group of a user, -1 when the history is not known. */
  int of(boolean known, int history) {
    if (!known) {
      return most.length;
    }
    if (history < 0) {
      return -1;
    }
    int group = 0;
    while (group < most.length && history > most[group]) {
      group++;
    }
    return Math.min(group, most.length - 1);
  }

  /** The shortest history of a group. */
  long from(int group) {
    return group == 0 ? 0 : most[group - 1] + 1L;
  }

  /** The longest history of a group. */
  long to(int group) {
    return most[group];
  }
}
