package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.jobs.store.ModelReader;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.List;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Runs MLlib's implicit ALS (Hu, Koren, Volinsky, "Collaborative Filtering for Implicit Feedback
 * Datasets", ICDM 2008) on numbered interactions. A pair whose interactions weigh n together counts
 * 1 + ln n; where n is below 1 it counts n, which goes on with the same slope.
 */
final class AlsTrainer {
  /** int: ordinal of the user. */
  static final String USER = "user";

  /** int: ordinal of the item. */
  static final String ITEM = "item";

  /** float: how much a user–item pair counts. */
  static final String STRENGTH = "strength";

  /** Pairs in a block of users or items; the number of blocks follows from the data alone. */
  private static final long BLOCK_PAIRS = 500_000;

  private static final int MAX_BLOCKS = 200;

  /**
   * Sweeps after which factors are written to Spark's checkpoint folder. Each sweep builds on the
   * one before, and a task carries all since the last that is written: a dozen may be too deep for
   * the stack of the thread that reads it.
   */
  private static final int SWEEPS_IN_A_TASK = 3;

  /**
   * Settings.
   *
   * @param factors length of the factors
   * @param alpha confidence per unit of strength
   * @param regularization MLlib's regParam, scaled by the number of a user's or item's pairs
   */
  record Settings(int factors, int iterations, double alpha, double regularization, long seed) {}

  /**
   * What ALS found.
   *
   * @param users columns id, features
   * @param items features by item ordinal; zeros for an item without interactions
   */
  record Factors(Dataset<Row> users, EmbeddingMatrix items) {
    /** Mean of the factors of all users. */
    float[] meanUser() {
      int factors = items.dimension();
      double[] sums =
          users
              .javaRDD()
              .mapPartitions(
                  part -> {
                    double[] sum = new double[factors + 1];
                    part.forEachRemaining(
                        row -> {
                          Seq<Float> features = row.getSeq(1);
                          for (int factor = 0; factor < factors; factor++) {
                            sum[factor] += features.apply(factor);
                          }
                          sum[factors]++;
                        });
                    return List.of(sum).iterator();
                  })
              .treeReduce(
                  (a, b) -> {
                    for (int i = 0; i < a.length; i++) {
                      a[i] += b[i];
                    }
                    return a;
                  });
      float[] mean = new float[factors];
      for (int factor = 0; factor < factors; factor++) {
        mean[factor] = (float) (sums[factor] / sums[factors]);
      }
      return mean;
    }
  }

  private final Settings settings;

  AlsTrainer(Settings settings) {
    this.settings = settings;
  }

  /** Counts pairs, by weight: columns user, item, strength. */
  static Dataset<Row> pairs(Dataset<Row> numbered) {
    return numbered
        .groupBy(USER, ITEM)
        .agg(sum(WEIGHT).as("_times"))
        .select(
            col(USER),
            col(ITEM),
            when(col("_times").lt(1), col("_times"))
                .otherwise(log(col("_times")).plus(1.0))
                .cast("float")
                .as(STRENGTH));
  }

  /**
   * Factorises. The session's context must have a checkpoint folder.
   *
   * @param pairs columns user, item, strength
   * @param itemCount size of the catalogue
   */
  Factors train(Dataset<Row> pairs, int itemCount) {
    int blocks = (int) Math.min(MAX_BLOCKS, 2 + pairs.count() / BLOCK_PAIRS);
    ALSModel model =
        new ALS()
            .setImplicitPrefs(true)
            .setUserCol(USER)
            .setItemCol(ITEM)
            .setRatingCol(STRENGTH)
            .setRank(settings.factors())
            .setMaxIter(settings.iterations())
            .setAlpha(settings.alpha())
            .setRegParam(settings.regularization())
            .setNumBlocks(blocks)
            .setCheckpointInterval(SWEEPS_IN_A_TASK)
            .setSeed(settings.seed())
            .fit(pairs);
    float[][] items = new float[itemCount][settings.factors()];
    List<Row> rows = model.itemFactors().collectAsList();
    for (Row row : rows) {
      items[row.getInt(0)] = ModelReader.floats(row.getSeq(1));
    }
    return new Factors(model.userFactors(), EmbeddingMatrix.of(settings.factors(), items));
  }
}
