package io.nightjar.shared.batch;

import io.nightjar.shared.scoring.RankKey;
import io.nightjar.shared.scoring.Softmax;

/**
 * The rankings of a batch of users: for each user and variant the best items and the log-partition
 * over all items scored so far.
 *
 * <p>Holds {@link #bytesPerUser} for each user. Mutable, not thread-safe; filled by {@link
 * BatchScorer}.
 */
public final class TopLists {
  private final int users;
  private final int variants;
  private final int n;
  private final long[] keys;
  private final int[] sizes;
  private final double[] logPartitions;

  /**
   * Empty lists.
   *
   * @param users users at most
   * @param variants context variants, the empty one included
   * @param n items of a list at most
   */
  public TopLists(int users, int variants, int n) {
    this.users = users;
    this.variants = variants;
    this.n = n;
    this.keys = new long[Math.multiplyExact(Math.multiplyExact(users, variants), n)];
    this.sizes = new int[users * variants];
    this.logPartitions = new double[users * variants];
    clear();
  }

  /** Bytes that the lists of one user take. */
  public static long bytesPerUser(int variants, int n) {
    return variants * (8L * n + 12);
  }

  /** Forgets all items. */
  public void clear() {
    java.util.Arrays.fill(sizes, 0);
    java.util.Arrays.fill(logPartitions, Double.NEGATIVE_INFINITY);
  }

  /** Users at most. */
  public int users() {
    return users;
  }

  /** Context variants. */
  public int variants() {
    return variants;
  }

  /** Items of a list at most. */
  public int n() {
    return n;
  }

  /** Items in a list. */
  public int size(int user, int variant) {
    return sizes[list(user, variant)];
  }

  /** Ordinal of the item at {@code rank}, 0 being the best. */
  public int ordinal(int user, int variant, int rank) {
    return RankKey.ordinal(keys[list(user, variant) * n + rank]);
  }

  /** Logit of the item at {@code rank}. */
  public float logit(int user, int variant, int rank) {
    return RankKey.logit(keys[list(user, variant) * n + rank]);
  }

  /** log Σ exp over all items scored. */
  public double logPartition(int user, int variant) {
    return logPartitions[list(user, variant)];
  }

  /** Softmax score of the item at {@code rank}, over all items scored. */
  public double score(int user, int variant, int rank) {
    return Softmax.score(logit(user, variant, rank), logPartition(user, variant));
  }

  int list(int user, int variant) {
    return user * variants + variant;
  }

  long[] keys() {
    return keys;
  }

  int size(int list) {
    return sizes[list];
  }

  /** Adds a block's items to the partition: log(e^a + e^b). */
  void addPartition(int list, double logPartition) {
    double old = logPartitions[list];
    double max = Math.max(old, logPartition);
    logPartitions[list] =
        old == Double.NEGATIVE_INFINITY
            ? logPartition
            : max + Math.log1p(Math.exp(Math.min(old, logPartition) - max));
  }

  void setSize(int list, int size) {
    sizes[list] = size;
  }
}
