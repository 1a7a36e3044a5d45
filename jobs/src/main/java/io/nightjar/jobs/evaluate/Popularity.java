package io.nightjar.jobs.evaluate;

import io.nightjar.shared.batch.CandidateRanking;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How often each item occurs in training: the ranking to beat, how new a recommendation is, and the
 * groups of items. Immutable, shared by the tasks of a process.
 *
 * <p>As probabilities, an item with n interactions has (n + 1) / Σ (n + 1) over the candidates.
 */
final class Popularity implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Groups of items: those that hold the first, second, last third of the interactions; others. */
  static final int GROUPS = 4;

  static final int NEW = 3;

  private final long[] interactions;
  private final int[] order;
  private final double total;
  private final long[] least = new long[GROUPS - 1];

  /** Counts by ordinal. */
  Popularity(long[] interactions) {
    this.interactions = interactions.clone();
    this.order =
        IntStream.range(0, interactions.length)
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -interactions[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    long all = Arrays.stream(interactions).sum();
    this.total = (double) all + interactions.length;
    long before = 0;
    for (int item : order) {
      int third = (int) (3 * before / Math.max(1, all));
      if (interactions[item] > 0 && third < least.length) {
        least[third] = interactions[item];
      }
      before += interactions[item];
    }
    // A third that holds no item of its own is an empty group.
    least[0] = Math.max(1, least[0]);
    least[1] = least[1] == 0 ? least[0] : least[1];
    least[2] = 1;
  }

  /** Group of an item, head 0, middle 1, tail 2; {@link #NEW} without interactions or ordinal. */
  int group(int ordinal) {
    long count = ordinal < 0 ? 0 : interactions[ordinal];
    int group = 0;
    while (group < least.length && count < least[group]) {
      group++;
    }
    return group;
  }

  /** The least interactions of an item of a group. */
  long least(int group) {
    return group == NEW ? 0 : least[group];
  }

  /** −log₂ of the item's share of the interactions, each item having one more than it has. */
  double novelty(int ordinal) {
    long count = ordinal < 0 ? 0 : interactions[ordinal];
    return (Math.log(total) - Math.log(count + 1.0)) / Math.log(2);
  }

  /** The most popular candidates, ties by ordinal; excluded and asked ordinals are sorted. */
  CandidateRanking rank(int n, int[] excluded, int[] asked) {
    double sum = total;
    for (int item : excluded) {
      sum -= interactions[item] + 1.0;
    }
    int[] ordinals = new int[Math.min(n, order.length - excluded.length)];
    float[] logits = new float[ordinals.length];
    int size = 0;
    for (int i = 0; size < ordinals.length; i++) {
      if (Arrays.binarySearch(excluded, order[i]) < 0) {
        ordinals[size] = order[i];
        logits[size++] = logit(order[i]);
      }
    }
    float[] wanted = new float[asked.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = logit(asked[i]);
    }
    return new CandidateRanking(Math.log(sum), ordinals, logits, wanted);
  }

  private float logit(int ordinal) {
    return (float) Math.log(interactions[ordinal] + 1.0);
  }
}
