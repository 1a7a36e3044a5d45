package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.CONTEXT;
import static io.nightjar.jobs.interactions.InteractionColumns.ITEM_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.shared.model.IdMap;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** The ordinals of users and items, on the driver and, broadcast, on the executors. */
final class Numbering {
  private final Broadcast<IdMap> users;
  private final Broadcast<IdMap> items;

  Numbering(JavaSparkContext context, IdMap users, IdMap items) {
    this.users = context.broadcast(users);
    this.items = context.broadcast(items);
  }

  /** Sorts and numbers the distinct values of a string column. */
  static IdMap idsOf(Dataset<Row> rows, String column) {
    List<String> ids = rows.select(column).distinct().as(Encoders.STRING()).collectAsList();
    return IdMap.of(ids);
  }

  IdMap users() {
    return users.value();
  }

  IdMap items() {
    return items.value();
  }

  Broadcast<IdMap> broadcastUsers() {
    return users;
  }

  /** Interactions as ordinals: columns user, item, context, weight. */
  Dataset<Row> number(Dataset<Row> interactions) {
    UserDefinedFunction user = ordinal(users);
    UserDefinedFunction item = ordinal(items);
    return interactions.select(
        user.apply(col(USER_ID)).as(AlsTrainer.USER),
        item.apply(col(ITEM_ID)).as(AlsTrainer.ITEM),
        col(CONTEXT),
        col(WEIGHT));
  }

  /** Only the rows whose item is in the catalogue. */
  Dataset<Row> known(Dataset<Row> rows) {
    return rows.filter(ordinal(items).apply(col(ITEM_ID)).geq(0));
  }

  private static UserDefinedFunction ordinal(Broadcast<IdMap> ids) {
    UDF1<String, Integer> lookUp = id -> ids.value().ordinal(id);
    return udf(lookUp, DataTypes.IntegerType);
  }
}
