package io.nightjar.jobs.train;

import io.nightjar.jobs.interactions.InteractionColumns;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Interactions cut once more: most to learn from, the newest of each user to tell when to stop.
 *
 * @param kept numbered interactions to learn from, cached
 * @param pairs the same as pairs of user and item with their strength, cached
 * @param heldOut the others, as queries
 * @param pairCount number of pairs
 * @param keptQueries number of different users in different contexts among those kept
 */
record TrialParts(
    Dataset<Row> kept,
    Dataset<Row> pairs,
    HeldOutQueries heldOut,
    long pairCount,
    long keptQueries) {
  /** Held-out queries times items that are looked at after each epoch, at most. */
  private static final double MAX_PAIRS = 200_000_000;

  private static final int LEAST_QUERIES = 500;
  private static final int MOST_QUERIES = 10_000;

  static TrialParts of(TrainingData data, long seed) {
    HoldoutSplit.Parts parts = new HoldoutSplit(1, 2, ~seed).cut(data.rows());
    Dataset<Row> kept =
        data.numbering().number(parts.kept()).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> pairs = AlsTrainer.pairs(kept).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> asked =
        data.numbering().number(parts.heldOut()).persist(StorageLevel.MEMORY_AND_DISK());
    HeldOutQueries heldOut =
        new HeldOutQueries(asked, kept, pairs, data.context(), mostQueries(data));
    asked.unpersist();
    long queries = kept.select(AlsTrainer.USER, InteractionColumns.CONTEXT).distinct().count();
    return new TrialParts(kept, pairs, heldOut, pairs.count(), queries);
  }

  /** Held-out queries that are asked after each epoch. */
  private static int mostQueries(TrainingData data) {
    return (int) Math.max(LEAST_QUERIES, Math.min(MOST_QUERIES, MAX_PAIRS / data.items()));
  }

  /** All this in a line. */
  String inWords() {
    return String.format(
        Locale.ROOT,
        "%,d pairs of user and item to learn from, %,d held-out queries of %,d interactions",
        pairCount,
        heldOut.queries().size(),
        heldOut.interactions());
  }

  /** Lets go of what is cached. */
  void unpersist() {
    pairs.unpersist();
    kept.unpersist();
  }
}
