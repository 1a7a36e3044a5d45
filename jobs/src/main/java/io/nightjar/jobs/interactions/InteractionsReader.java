package io.nightjar.jobs.interactions;

import static io.nightjar.jobs.interactions.InteractionColumns.CONTEXT;
import static io.nightjar.jobs.interactions.InteractionColumns.EVENT_TYPE;
import static io.nightjar.jobs.interactions.InteractionColumns.ITEM_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.PLACE;
import static io.nightjar.jobs.interactions.InteractionColumns.TIMESTAMP;
import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.shared.model.IdMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * Reads interactions in Personalize's columns: USER_ID, ITEM_ID, TIMESTAMP, and optionally
 * EVENT_TYPE, EVENT_VALUE and context fields; each row is checked, bad ones are set aside.
 */
public final class InteractionsReader {
  /** Of a place that are left for the row: a million million. */
  private static final int ROW_BITS = 40;

  private final SparkSession spark;
  private final InputRules rules;
  private final Steps steps;

  /** A reader with the rules of one job. */
  public InteractionsReader(SparkSession spark, InputRules rules, Steps steps) {
    this.spark = spark;
    this.rules = rules;
    this.steps = steps;
  }

  /**
   * Reads a file or folder.
   *
   * @throws InputException if a column is missing, too many rows are bad, or nothing is left
   */
  public Interactions read(String path) {
    Checked checked = check(new InputReader(spark).read(path), rules.events(), true);
    long users = checked.rows.select(USER_ID).distinct().count();
    long items = checked.rows.select(ITEM_ID).distinct().count();
    return new Interactions(
        checked.all, checked.rows, checked.count, checked.rejected, users, items, checked.dated);
  }

  /**
   * Reads a file or folder where the order in time does not matter, which saves a sort: without a
   * TIMESTAMP all times are 0. A source without the columns that the event rules look at is taken
   * whole, with a warning: its rows were chosen by somebody else.
   *
   * @return rows as {@link Interactions#rows}, cached
   * @throws InputException as {@link #read} does
   */
  public Dataset<Row> readUnordered(String path) {
    InputTable table = new InputReader(spark).read(path);
    Set<String> missing = new EventChoice(table, rules.columns(), rules.events()).missing();
    if (missing.isEmpty()) {
      return check(table, rules.events(), false).rows;
    }
    steps.warn(
        "{} has no {}, by which the model's interactions were chosen: all its rows are taken;"
            + " --column NAME=SOURCE tells where it is",
        path,
        String.join(", ", missing));
    return check(table, EventRules.ALL, false).rows;
  }

  private record Checked(
      Dataset<Row> all, Dataset<Row> rows, long count, long rejected, boolean dated) {}

  private Checked check(InputTable table, EventRules events, boolean ordered) {
    String path = table.path();
    Dataset<Row> judged = judged(table).persist(StorageLevel.MEMORY_AND_DISK());
    long total = judged.count();
    steps.count("rowsRead", total);
    if (total == 0) {
      throw new InputException(path + " is empty: it has a header but no rows");
    }
    RejectedRows rejected =
        new RejectedRows(rules.rejectedFolder(), rules.rejectedShown(), rules.maxBadRows());
    long bad = rejected.setAside("interactions", table, judged, total, steps);
    EventChoice choice = new EventChoice(table, rules.columns(), events);
    Dataset<Row> all =
        weighed(table, clean(table, judged, ordered), choice)
            .persist(StorageLevel.MEMORY_AND_DISK());
    all.count();
    judged.unpersist();
    choice.sayWhatIsThere(all, steps);
    Dataset<Row> rows = choice.chosen(all).drop(EVENT_TYPE);
    long count = rows.count();
    if (count == 0) {
      throw new InputException(choice.whyNothingIsLeft(all));
    }
    warnOfUnusedColumns(table);
    boolean dated = rules.columns().find(table, "TIMESTAMP").isPresent();
    return new Checked(all, rows, count, bad, dated);
  }

  private Dataset<Row> judged(InputTable table) {
    List<RowCheck> checks = new ArrayList<>();
    checks.add(RowCheck.wellFormed(table));
    checks.add(RowCheck.id(rules.columns().require(table, "USER_ID"), "USER_ID"));
    checks.add(RowCheck.id(rules.columns().require(table, "ITEM_ID"), "ITEM_ID"));
    rules
        .columns()
        .find(table, "TIMESTAMP")
        .ifPresent(column -> checks.add(RowCheck.timestamp(column, "TIMESTAMP")));
    rules
        .columns()
        .find(table, "EVENT_VALUE")
        .ifPresent(column -> checks.add(RowCheck.number(column, "EVENT_VALUE")));
    for (String field : rules.contextFields()) {
      checks.add(RowCheck.category(rules.columns().require(table, field), field));
    }
    return table.rows().withColumn(RejectedRows.REASON, RowCheck.firstReason(checks));
  }

  private Dataset<Row> clean(InputTable table, Dataset<Row> judged, boolean ordered) {
    Dataset<Row> good =
        judged
            .filter(col(RejectedRows.REASON).isNull())
            .withColumn(PLACE, place(judged))
            .withColumn(CONTEXT, contextKey(table));
    Optional<String> time = rules.columns().find(table, "TIMESTAMP");
    if (time.isPresent()) {
      return good.withColumn(TIMESTAMP, RowCheck.asTimestamp(quoted(time.get())));
    }
    if (!ordered) {
      return good.withColumn(TIMESTAMP, lit(0L));
    }
    steps.say(
        "{} has no TIMESTAMP: the order of its rows is taken as the order in time", table.path());
    return good.withColumn(
        TIMESTAMP, row_number().over(Window.orderBy(PLACE)).cast(DataTypes.LongType));
  }

  /** A number takes a tenth of the room of a path in everything that is cached and sorted. */
  private static Column place(Dataset<Row> judged) {
    IdMap files =
        IdMap.of(judged.select(InputTable.FILE).distinct().as(Encoders.STRING()).collectAsList());
    UDF1<String, Long> firstPlace = file -> (long) files.ordinal(file) << ROW_BITS;
    return udf(firstPlace, DataTypes.LongType)
        .apply(col(InputTable.FILE))
        .plus(col(InputTable.ROW));
  }

  private Dataset<Row> weighed(InputTable table, Dataset<Row> clean, EventChoice choice) {
    return clean.select(
        quoted(rules.columns().require(table, "USER_ID")).as(USER_ID),
        quoted(rules.columns().require(table, "ITEM_ID")).as(ITEM_ID),
        col(TIMESTAMP),
        col(CONTEXT),
        choice.eventType().as(EVENT_TYPE),
        choice.weight().as(WEIGHT),
        col(PLACE));
  }

  private Column contextKey(InputTable table) {
    if (rules.contextFields().isEmpty()) {
      return lit("");
    }
    Column[] cells =
        rules.contextFields().stream()
            .map(field -> quoted(rules.columns().require(table, field)))
            .toArray(Column[]::new);
    return udf(new ContextKey(rules.contextFields()), DataTypes.StringType).apply(array(cells));
  }

  private void warnOfUnusedColumns(InputTable table) {
    List<String> unused = new ArrayList<>();
    for (String column : table.columns()) {
      boolean context = false;
      for (String field : rules.contextFields()) {
        context |= rules.columns().require(table, field).equals(column);
      }
      if (!context && !rules.isReserved(table, column)) {
        unused.add(column);
      }
    }
    if (!unused.isEmpty()) {
      steps.say(
          "columns not used: {}. To learn from one as a context field, add it to --context.",
          String.join(", ", unused));
    }
  }

  static Column quoted(String column) {
    return col("`" + column + "`");
  }
}
