package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.ITEM_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.PLACE;
import static io.nightjar.jobs.interactions.InteractionColumns.TIMESTAMP;
import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Cuts the newest tenth off the histories of some users.
 *
 * <p>Personalize's split: a share of the users is tested, and of each the newest 10 % of the
 * interactions (at least one) is what the model must predict. Who is tested depends on the user id
 * and the seed only, so it does not change with the partitioning.
 */
final class HoldoutSplit {
  private static final double NEWEST = 0.1;
  private static final int BUCKETS = 1_000_000;

  /**
   * The two parts.
   *
   * @param kept what stays for training
   * @param heldOut the newest interactions of the chosen users
   */
  record Parts(Dataset<Row> kept, Dataset<Row> heldOut) {}

  private final double users;
  private final int minHistory;
  private final long seed;

  /**
   * Sets who is chosen.
   *
   * @param users share of the users, 0 to 1
   * @param minHistory smallest number of interactions of a chosen user
   * @param seed another seed chooses other users
   */
  HoldoutSplit(double users, int minHistory, long seed) {
    this.users = users;
    this.minHistory = minHistory;
    this.seed = seed;
  }

  /** Cuts; both parts have the columns of {@code interactions}. */
  Parts cut(Dataset<Row> interactions) {
    WindowSpec history = Window.partitionBy(USER_ID);
    WindowSpec newestFirst =
        history.orderBy(col(TIMESTAMP).desc(), col(PLACE).desc(), col(ITEM_ID).desc());
    Column chosen =
        pmod(xxhash64(col(USER_ID), lit(seed)), lit(BUCKETS)).lt((long) (users * BUCKETS));
    Column newest = greatest(lit(1L), round(col("_events").multiply(NEWEST)).cast("long"));
    Dataset<Row> marked =
        interactions
            .withColumn("_events", count(lit(1)).over(history))
            .withColumn("_age", row_number().over(newestFirst))
            .withColumn(
                "_held_out",
                when(chosen.and(col("_events").geq(minHistory)).and(col("_age").leq(newest)), true)
                    .otherwise(false));
    return new Parts(
        marked.filter(col("_held_out").unary_$bang()).drop("_events", "_age", "_held_out"),
        marked.filter(col("_held_out")).drop("_events", "_age", "_held_out"));
  }
}
