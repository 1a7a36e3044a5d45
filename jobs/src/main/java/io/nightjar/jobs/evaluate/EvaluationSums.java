package io.nightjar.jobs.evaluate;

import java.io.Serializable;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * What the queries of some users came to: sums by group and ranking, and which items were
 * recommended. Mutable, merged across tasks.
 */
final class EvaluationSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] users;
  private final SampledSums[][] sums;
  private final BitSet[] recommended;

  /** Nothing yet, for so many groups and rankings. */
  EvaluationSums(int groups, int rankings) {
    this.users = new long[groups];
    this.sums = new SampledSums[groups][rankings];
    for (SampledSums[] row : sums) {
      for (int ranking = 0; ranking < rankings; ranking++) {
        row[ranking] = new SampledSums();
      }
    }
    this.recommended =
        IntStream.range(0, rankings).mapToObj(r -> new BitSet()).toArray(BitSet[]::new);
  }

  /** Adds one user to a group; {@code byRanking} has the user's sums in each ranking. */
  void add(int group, double[][] byRanking, double[] weights) {
    users[group]++;
    for (int ranking = 0; ranking < byRanking.length; ranking++) {
      sums[group][ranking].add(byRanking[ranking], weights);
    }
  }

  /** Remembers that a ranking recommended an item of the catalogue. */
  void addRecommended(int ranking, int ordinal) {
    recommended[ranking].set(ordinal);
  }

  EvaluationSums merge(EvaluationSums other) {
    for (int group = 0; group < users.length; group++) {
      users[group] += other.users[group];
      for (int ranking = 0; ranking < recommended.length; ranking++) {
        sums[group][ranking].merge(other.sums[group][ranking]);
      }
    }
    for (int ranking = 0; ranking < recommended.length; ranking++) {
      recommended[ranking].or(other.recommended[ranking]);
    }
    return this;
  }

  /** Users that have queries in a group. */
  long users(int group) {
    return users[group];
  }

  SampledSums of(int group, int ranking) {
    return sums[group][ranking];
  }

  /** Distinct items that a ranking recommended. */
  int recommended(int ranking) {
    return recommended[ranking].cardinality();
  }
}
