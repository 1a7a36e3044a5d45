package io.nightjar.jobs.evaluate;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import io.nightjar.jobs.store.ModelReader;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.table.HoldoutTable;
import io.nightjar.shared.table.UsersTable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Turns interactions to predict into one row for each user, so that a user is judged as a whole.
 *
 * <p>Columns: user, history, excluded (for every query), queries (context, chosen, excluded for
 * this query), and an embedding of each model, null where it does not know the user.
 */
final class TestUsers {
  static final String USER = "user";
  static final String HISTORY = "history";
  static final String EXCLUDED = "excluded";
  static final String QUERIES = "queries";
  static final String CONTEXT = "context";
  static final String CHOSEN = "chosen";
  static final String EMBEDDING = "embedding";

  private TestUsers() {}

  /** The rows of a model's own hold-out; {@code seen} is excluded, or only counted. */
  static Dataset<Row> own(Dataset<Row> holdout, boolean excludesSeen) {
    Column none = array().cast("array<string>");
    Dataset<Row> seen =
        holdout
            .groupBy(col(HoldoutTable.USER_ID).as(USER))
            .agg(first(HoldoutTable.SEEN).as("_seen"))
            .select(
                col(USER),
                size(col("_seen")).as(HISTORY),
                (excludesSeen ? col("_seen") : none).as(EXCLUDED));
    return byUser(choices(holdout).withColumn(EXCLUDED, none)).join(seen, on(USER), "left");
  }

  /** The rows of a hold-out of the caller's. */
  static Dataset<Row> external(
      Dataset<Row> holdout, Dataset<Row> exclude, EvaluateConfig.ExcludeBy excludeBy) {
    Column none = array().cast("array<string>");
    if (exclude == null) {
      return byUser(choices(holdout).withColumn(EXCLUDED, none))
          .withColumn(HISTORY, lit(-1))
          .withColumn(EXCLUDED, none);
    }
    Dataset<Row> seen =
        exclude
            .groupBy(col(HoldoutTable.USER_ID).as(USER))
            .agg(collect_set(HoldoutTable.ITEM_ID).as("_seen"));
    boolean always = excludeBy == EvaluateConfig.ExcludeBy.USER;
    Dataset<Row> choices = choices(holdout);
    if (always) {
      choices = choices.withColumn(EXCLUDED, none);
    } else {
      Dataset<Row> inContext =
          exclude
              .groupBy(col(HoldoutTable.USER_ID).as(USER), col(HoldoutTable.CONTEXT).as(CONTEXT))
              .agg(collect_set(HoldoutTable.ITEM_ID).as(EXCLUDED));
      choices = choices.join(inContext, on(USER, CONTEXT), "left");
    }
    return byUser(choices)
        .join(seen, on(USER), "left")
        .withColumn(HISTORY, coalesce(size(col("_seen")), lit(0)))
        .withColumn(HISTORY, org.apache.spark.sql.functions.greatest(col(HISTORY), lit(0)))
        .withColumn(EXCLUDED, always ? coalesce(col("_seen"), none) : none)
        .drop("_seen");
  }

  /** Adds what a model knows of each user. */
  static Dataset<Row> withEmbeddings(Dataset<Row> users, ModelReader reader, int model) {
    return users.join(
        reader
            .table(ModelLayout.USERS)
            .select(
                col(UsersTable.USER_ID).as(USER), col(UsersTable.EMBEDDING).as(EMBEDDING + model)),
        on(USER),
        "left");
  }

  private static Dataset<Row> choices(Dataset<Row> holdout) {
    return holdout
        .groupBy(col(HoldoutTable.USER_ID).as(USER), col(HoldoutTable.CONTEXT).as(CONTEXT))
        .agg(collect_set(HoldoutTable.ITEM_ID).as(CHOSEN));
  }

  private static Dataset<Row> byUser(Dataset<Row> choices) {
    return choices
        .groupBy(USER)
        .agg(collect_list(struct(col(CONTEXT), col(CHOSEN), col(EXCLUDED))).as(QUERIES));
  }

  private static scala.collection.immutable.Seq<String> on(String... columns) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(columns)).toSeq();
  }
}
