package io.nightjar.jobs.related;

import static io.nightjar.jobs.interactions.InteractionColumns.ITEM_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.TIMESTAMP;
import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.table.SimilarItemsTable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

/**
 * Items that the same users had, as aws-sims has them.
 *
 * <p>With n_j users who had item j, and n_ij who had both i and j, the items of i are ordered by
 *
 * <pre>  n_ij / n_j^popularity_discount_factor</pre>
 *
 * compared as a float, larger first, ties by item id; pairs with fewer than {@code
 * min_cointeraction_count} users do not count. This is the conditional probability with a discount
 * of Deshpande and Karypis, Item-Based Top-N Recommendation Algorithms, ACM TOIS 22 (2004); their
 * division by n_i changes no order.
 *
 * <p>A user with h items makes h² / 2 pairs, so of each user only the newest {@link #NEWEST} items
 * count, by their latest interaction, ties by item id; for n_j too.
 */
public final class CoOccurrence {
  /** Items of one user that count, at most. */
  public static final int NEWEST = 500;

  private static final long LOW_HALF = (1L << Integer.SIZE) - 1;
  private static final String ITEM = "_ordinal";
  private static final String PAIR = "_pair";
  private static final String OTHERS = "_others";
  private static final String OTHER = "_other";
  private static final String USERS = "_users";
  private static final String BOTH = "_both";
  private static final String SCORE = "_score";
  private static final String RANK = "_rank";

  private CoOccurrence() {}

  /**
   * What counts.
   *
   * @param popularityDiscount 0: the most popular first; 1: the most particular first
   * @param least users who had both items, at least; less than 1 counts as 1
   * @param most items of a row, at most
   */
  public record Rules(double popularityDiscount, int least, int most) {}

  /**
   * What each user had that counts: user_id, item_id, distinct.
   *
   * @param interactions with user_id, item_id, timestamp
   * @param newest items of a user, at most
   */
  public static Dataset<Row> had(Dataset<Row> interactions, int newest) {
    return interactions
        .groupBy(USER_ID, ITEM_ID)
        .agg(max(TIMESTAMP).as(TIMESTAMP))
        .withColumn(
            RANK,
            row_number()
                .over(Window.partitionBy(USER_ID).orderBy(col(TIMESTAMP).desc(), col(ITEM_ID))))
        .filter(col(RANK).leq(newest))
        .select(USER_ID, ITEM_ID);
  }

  /**
   * Rows of {@code similar_items/}.
   *
   * @param had user_id, item_id, distinct; read several times
   * @param ids the catalogue
   */
  public static Dataset<Row> of(Dataset<Row> had, Broadcast<IdMap> ids, Rules rules) {
    // A pair is one long: it is counted, sent and sorted several times as fast as two texts.
    Dataset<Row> numbered = had.select(col(USER_ID), ordinal(ids).apply(col(ITEM_ID)).as(ITEM));
    Dataset<Row> others = numbered.select(col(USER_ID).as("_user"), col(ITEM).as(OTHER));
    Dataset<Row> pairs =
        numbered
            .join(others, col(USER_ID).equalTo(col("_user")).and(col(ITEM).lt(col(OTHER))))
            .select(
                shiftleft(col(ITEM).cast("long"), Integer.SIZE)
                    .bitwiseOR(col(OTHER).cast("long"))
                    .as(PAIR))
            .groupBy(PAIR)
            .agg(count(lit(1)).as(BOTH))
            .filter(col(BOTH).geq(Math.max(1, rules.least())))
            .select(
                shiftright(col(PAIR), Integer.SIZE).cast("int").as(ITEM),
                col(PAIR).bitwiseAND(lit(LOW_HALF)).cast("int").as(OTHER),
                col(BOTH));
    Dataset<Row> turned = pairs.select(col(OTHER).as(ITEM), col(ITEM).as(OTHER), col(BOTH));
    Dataset<Row> users = numbered.groupBy(col(ITEM).as("_item")).agg(count(lit(1)).as(USERS));
    return pairs
        .union(turned)
        .join(users, col(OTHER).equalTo(col("_item")))
        .withColumn(
            SCORE,
            col(BOTH)
                .divide(pow(col(USERS).cast("double"), lit(rules.popularityDiscount())))
                .cast("float"))
        .withColumn(
            RANK,
            row_number().over(Window.partitionBy(ITEM).orderBy(col(SCORE).desc(), col(OTHER))))
        .filter(col(RANK).leq(rules.most()))
        .groupBy(ITEM)
        .agg(array_sort(collect_list(struct(col(RANK), col(OTHER)))).as(OTHERS))
        .select(
            id(ids).apply(col(ITEM)).as(SimilarItemsTable.ITEM_ID),
            transform(
                    col(OTHERS),
                    other ->
                        struct(id(ids).apply(other.getField(OTHER)).as(SimilarItemsTable.ITEM_ID)))
                .as(SimilarItemsTable.ITEMS));
  }

  private static UserDefinedFunction ordinal(Broadcast<IdMap> ids) {
    UDF1<String, Integer> lookUp = id -> ids.value().ordinal(id);
    return udf(lookUp, DataTypes.IntegerType);
  }

  private static UserDefinedFunction id(Broadcast<IdMap> ids) {
    UDF1<Integer, String> lookUp = ordinal -> ids.value().id(ordinal);
    return udf(lookUp, DataTypes.StringType);
  }
}
