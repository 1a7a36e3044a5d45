package io.nightjar.jobs.popular;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.shared.table.PopularItemsTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The items of most different users, as Personalize's Popularity-Count has them; then those of most
 * interactions, then by id.
 */
public final class PopularItemRows {
  private PopularItemRows() {}

  /**
   * Rows of {@code popular_items/}, in one partition.
   *
   * @param interactions columns of {@link InteractionColumns}
   * @param most rows at most
   */
  public static Dataset<Row> of(Dataset<Row> interactions, int most) {
    Dataset<Row> sorted =
        interactions
            .groupBy(col(InteractionColumns.ITEM_ID).as(PopularItemsTable.ITEM_ID))
            .agg(
                count(lit(1)).as(PopularItemsTable.INTERACTIONS),
                countDistinct(InteractionColumns.USER_ID).as(PopularItemsTable.USERS))
            .orderBy(
                col(PopularItemsTable.USERS).desc(),
                col(PopularItemsTable.INTERACTIONS).desc(),
                col(PopularItemsTable.ITEM_ID))
            .limit(most);
    return RankedItems.of(sorted);
  }
}
