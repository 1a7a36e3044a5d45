package io.nightjar.jobs.popular;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.shared.table.PopularItemsTable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The items whose interactions grow fastest, as aws-trending-now has them.
 *
 * <p>Time is cut backwards from the latest interaction T of all: the latest interval is (T − f, T],
 * the one before (T − 2f, T − f]. With c interactions of an item in the latest and p in the one
 * before,
 *
 * <pre>  growth = (c + 10) / (p + 10)</pre>
 *
 * The ten keep tiny counts quiet: from 0 to 1 is 1.1, from 50 to 100 is 1.83. Items that grow come
 * first, faster ones before, then more interactions in the latest interval, then id; the others
 * follow by popularity, as {@link PopularItemRows} has it.
 */
public final class TrendingItemRows {
  private static final double QUIET = 10;
  private static final String TRENDING = "_trending";

  private TrendingItemRows() {}

  /** Seconds of a {@code trend_discovery_frequency}. */
  public static long seconds(String frequency) {
    return switch (frequency) {
      case "30 minutes" -> 1_800;
      case "1 hour" -> 3_600;
      case "3 hours" -> 10_800;
      case "1 day" -> 86_400;
      default ->
          throw new IllegalArgumentException(
              "trend_discovery_frequency must be one of 30 minutes, 1 hour, 3 hours, 1 day: '"
                  + frequency
                  + "'");
    };
  }

  /**
   * Rows of {@code popular_items/}, in one partition.
   *
   * @param interactions columns of {@link InteractionColumns}, at least one row
   * @param seconds length of an interval
   * @param most rows at most
   */
  public static Dataset<Row> of(Dataset<Row> interactions, long seconds, int most) {
    long end = interactions.agg(max(InteractionColumns.TIMESTAMP)).first().getLong(0);
    Column time = col(InteractionColumns.TIMESTAMP);
    Column latest = time.gt(end - seconds);
    Column before = time.gt(end - 2 * seconds).and(time.leq(end - seconds));
    Column growth =
        col(PopularItemsTable.LATEST)
            .plus(lit(QUIET))
            .divide(col(PopularItemsTable.BEFORE).plus(lit(QUIET)));
    Column trending = col(PopularItemsTable.LATEST).gt(col(PopularItemsTable.BEFORE));
    Dataset<Row> sorted =
        interactions
            .groupBy(col(InteractionColumns.ITEM_ID).as(PopularItemsTable.ITEM_ID))
            .agg(
                count(lit(1)).as(PopularItemsTable.INTERACTIONS),
                countDistinct(InteractionColumns.USER_ID).as(PopularItemsTable.USERS),
                sum(when(latest, 1L).otherwise(0L)).as(PopularItemsTable.LATEST),
                sum(when(before, 1L).otherwise(0L)).as(PopularItemsTable.BEFORE))
            .withColumn(PopularItemsTable.GROWTH, growth)
            .withColumn(TRENDING, trending)
            .orderBy(
                col(TRENDING).desc(),
                when(col(TRENDING), col(PopularItemsTable.GROWTH)).desc(),
                when(col(TRENDING), col(PopularItemsTable.LATEST)).desc(),
                when(col(TRENDING), lit(0L)).otherwise(col(PopularItemsTable.USERS)).desc(),
                when(col(TRENDING), lit(0L)).otherwise(col(PopularItemsTable.INTERACTIONS)).desc(),
                col(PopularItemsTable.ITEM_ID))
            .limit(most)
            .select(
                PopularItemsTable.ITEM_ID,
                PopularItemsTable.INTERACTIONS,
                PopularItemsTable.USERS,
                PopularItemsTable.GROWTH,
                PopularItemsTable.LATEST,
                PopularItemsTable.BEFORE);
    return RankedItems.of(sorted);
  }
}
