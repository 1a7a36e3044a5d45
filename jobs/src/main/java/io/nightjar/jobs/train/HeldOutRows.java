package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.CONTEXT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.collection.Seq;

/**
 * Held-out interactions joined with what ALS knows of their users.
 *
 * <p>Where people rarely take an item twice (films), the items they had are no candidates for the
 * next one, and the likelihood leaves them out; where repeats are common (music, apps) all items
 * are. The data decide, by {@link #repeatShare}.
 */
final class HeldOutRows {
  /** Below this share of repeats a user's own items are no candidates. */
  static final double REPEATS_MATTER = 0.05;

  private final JavaRDD<HeldOut> rows;
  private final long count;
  private final double repeatShare;

  /**
   * Joins.
   *
   * @param heldOut columns user, item, context
   * @param pairs columns user, item of the interactions that ALS saw
   * @param factors what ALS found
   * @param mean mean of the user factors, taken off every user
   */
  HeldOutRows(
      Dataset<Row> heldOut,
      Dataset<Row> pairs,
      AlsTrainer.Factors factors,
      float[] mean,
      ContextValues context) {
    this.count = heldOut.count();
    long repeats =
        heldOut
            .join(
                pairs.select(AlsTrainer.USER, AlsTrainer.ITEM),
                scala.jdk.javaapi.CollectionConverters.asScala(
                        java.util.List.of(AlsTrainer.USER, AlsTrainer.ITEM))
                    .toSeq(),
                "left_semi")
            .count();
    this.repeatShare = count == 0 ? 0 : (double) repeats / count;
    Dataset<Row> joined =
        heldOut.join(
            factors.users(),
            heldOut.col(AlsTrainer.USER).equalTo(factors.users().col("id")),
            "left");
    boolean excludeSeen = repeatShare < REPEATS_MATTER;
    if (excludeSeen) {
      Dataset<Row> seen =
          pairs
              .groupBy(col(AlsTrainer.USER).as("_user"))
              .agg(collect_set(col(AlsTrainer.ITEM)).as("_seen"));
      joined = joined.join(seen, joined.col(AlsTrainer.USER).equalTo(seen.col("_user")), "left");
    }
    this.rows =
        joined
            .repartition(heldOut.sparkSession().sparkContext().defaultParallelism())
            .javaRDD()
            .map(
                row ->
                    new HeldOut(
                        centred(row, mean),
                        row.<Integer>getAs(AlsTrainer.ITEM),
                        context.ordinals(row.getAs(CONTEXT)),
                        excludeSeen ? seen(row) : new int[0]))
            .persist(StorageLevel.MEMORY_AND_DISK());
  }

  JavaRDD<HeldOut> rows() {
    return rows;
  }

  long count() {
    return count;
  }

  /** Share of held-out interactions whose user had taken the item before. */
  double repeatShare() {
    return repeatShare;
  }

  private static float[] centred(Row row, float[] mean) {
    float[] user = new float[mean.length];
    Seq<Float> features = row.getAs("features");
    if (features != null) {
      for (int factor = 0; factor < user.length; factor++) {
        user[factor] = features.apply(factor) - mean[factor];
      }
    }
    return user;
  }

  private static int[] seen(Row row) {
    Seq<Integer> items = row.getAs("_seen");
    if (items == null) {
      return new int[0];
    }
    int[] seen = new int[items.length()];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = items.apply(i);
    }
    Arrays.sort(seen);
    return seen;
  }
}
