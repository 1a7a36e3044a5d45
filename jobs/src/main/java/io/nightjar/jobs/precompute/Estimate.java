package io.nightjar.jobs.precompute;

import io.nightjar.shared.batch.BatchScorer;
import io.nightjar.shared.batch.CatalogueBlock;
import io.nightjar.shared.batch.TopLists;

/** What a run will about take, from a few users that are scored for a trial. */
final class Estimate {
  /** Users scored for a trial. */
  static final int SAMPLE = 48;

  /** Shorter runs are over before an estimate is made. */
  private static final double PAIRS_WORTH_A_TRIAL = 4e9;

  private static final double TRIAL_SECONDS = 0.4;

  /** The first trials find code that is not compiled yet. */
  private static final int LEAST_TRIALS = 12;

  /**
   * Reading a factor of a user, and writing a pair of id and score: measured, see
   * docs/performance.md.
   */
  private static final double SECONDS_PER_FACTOR = 1e-7;

  private static final double SECONDS_PER_PAIR = 0.7e-7;

  /** A float that looks random, and what is left of its neighbours after compression. */
  private static final double SCORE_BYTES = 3.3;

  private Estimate() {}

  /**
   * Seconds that a run takes, if all cores are like this one and do nothing else; NaN for a run too
   * short to try.
   *
   * @param block one of its blocks
   * @param users a few of its users
   * @param cores tasks that run at once
   */
  static double seconds(PrecomputePlan plan, CatalogueBlock block, float[][] users, int cores) {
    PrecomputePlan.Size size = plan.size();
    if (size.pairs() < PAIRS_WORTH_A_TRIAL) {
      return Double.NaN;
    }
    BatchScorer scorer = new BatchScorer(size.dimension(), size.variants(), size.n());
    TopLists lists = new TopLists(users.length, size.variants(), size.n());
    double best = Double.POSITIVE_INFINITY;
    long start = System.nanoTime();
    int trials = 0;
    do {
      trials++;
      long before = System.nanoTime();
      lists.clear();
      scorer.score(block, users, users.length, lists);
      best = Math.min(best, (System.nanoTime() - before) / 1e9);
    } while (trials < LEAST_TRIALS || (System.nanoTime() - start) / 1e9 < TRIAL_SECONDS);
    double scoring = best * size.users() / users.length * size.items() / block.items().items();
    double perUser =
        SECONDS_PER_FACTOR * size.dimension() + SECONDS_PER_PAIR * size.n() * size.variants();
    return (scoring + perUser * size.users()) / Math.min(cores, plan.tasks());
  }

  /** Bytes of the table: ids as compressed numbers, and scores. */
  static double bytes(PrecomputePlan.Size size) {
    double idBits = Math.log(Math.max(2, size.items())) / Math.log(2);
    return (double) size.users() * size.variants() * (20 + size.n() * (SCORE_BYTES + idBits / 8));
  }
}
