package io.nightjar.jobs.related;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Leaves out the users with the shortest and the longest histories, or the items with the fewest
 * and the most interactions, as Amazon's percentile hyperparameters ask.
 *
 * <p>With the lengths of all N users sorted, the percentile p is the one at place ⌈p · N⌉, the
 * first at least. Those with a length from the lower to the upper percentile stay, both included,
 * so of equal users all go or none.
 */
public final class HistoryLengths {
  private static final String LENGTH = "_length";

  private HistoryLengths() {}

  /**
   * Interactions of those whose number of interactions lies between two percentiles.
   *
   * @param column user_id or item_id
   * @param least percentile, 0 to 1
   * @param most percentile, {@code least} to 1
   */
  public static Dataset<Row> between(
      Dataset<Row> interactions, String column, double least, double most) {
    if (least <= 0 && most >= 1) {
      return interactions;
    }
    Dataset<Row> lengths = interactions.groupBy(column).agg(count(lit(1)).as(LENGTH));
    // By length, not by user: few rows, however many users.
    List<Row> histogram =
        lengths.groupBy(LENGTH).agg(count(lit(1)).as("n")).orderBy(LENGTH).collectAsList();
    if (histogram.isEmpty()) {
      return interactions;
    }
    Dataset<Row> kept =
        lengths
            .filter(col(LENGTH).between(percentile(histogram, least), percentile(histogram, most)))
            .select(column);
    return interactions.join(
        kept, scala.jdk.javaapi.CollectionConverters.asScala(List.of(column)).toSeq(), "left_semi");
  }

  private static long percentile(List<Row> histogram, double percentile) {
    long total = histogram.stream().mapToLong(row -> row.getLong(1)).sum();
    // So that 0.07 of 100 is the 7th, not the 8th: the product may exceed it by a rounding.
    long place = Math.max(1, (long) Math.ceil(percentile * total - 1e-9));
    long seen = 0;
    for (Row row : histogram) {
      seen += row.getLong(1);
      if (seen >= place) {
        return row.getLong(0);
      }
    }
    return histogram.get(histogram.size() - 1).getLong(0);
  }
}
