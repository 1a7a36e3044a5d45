package io.nightjar.jobs.interactions;

import static io.nightjar.jobs.interactions.InteractionColumns.EVENT_TYPE;
import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static io.nightjar.jobs.interactions.InteractionsReader.quoted;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.when;

import io.nightjar.jobs.launch.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Weighs the interactions of one source by {@link EventRules} and picks those that weigh. */
final class EventChoice {
  /** Types that a message lists at most. */
  private static final int SHOWN = 10;

  private final InputTable table;
  private final ColumnNames names;
  private final EventRules rules;

  EventChoice(InputTable table, ColumnNames names, EventRules rules) {
    this.table = table;
    this.names = names;
    this.rules = rules;
  }

  /** The columns that the rules look at and the source does not have. */
  Set<String> missing() {
    return rules.columns().stream()
        .filter(name -> names.find(table, name).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The source's EVENT_TYPE; null where it is empty or there is no such column. */
  Column eventType() {
    Optional<String> column = names.find(table, "EVENT_TYPE");
    return column.isEmpty()
        ? lit(null).cast("string")
        : when(quoted(column.get()).notEqual(""), quoted(column.get()));
  }

  /** What a row weighs, by the rules as they are; 0 for one that is not to be learnt from. */
  Column weight() {
    Column weight = lit(1.0);
    if (rules.type() != null) {
      weight = when(isOfType(rules.type()), 1.0).otherwise(0.0);
    }
    if (!rules.weights().isEmpty()) {
      Column byType = lit(0.0);
      for (Map.Entry<String, Double> entry : rules.weights().entrySet()) {
        byType = when(isOfType(entry.getKey()), entry.getValue()).otherwise(byType);
      }
      weight = byType;
    }
    if (rules.valueThreshold() != null) {
      Column value = quoted(names.require(table, "EVENT_VALUE")).try_cast("double");
      weight = when(value.geq(rules.valueThreshold()), weight).otherwise(0.0);
    }
    return weight;
  }

  private Column isOfType(String type) {
    return lower(quoted(names.require(table, "EVENT_TYPE"))).equalTo(lower(lit(type)));
  }

  /**
   * The rows that weigh something; weights are scaled to a mean of 1, so that only their ratios
   * matter and as much is learnt as without weights.
   *
   * @param weighed rows with {@link InteractionColumns#WEIGHT}, cached
   */
  Dataset<Row> chosen(Dataset<Row> weighed) {
    if (rules.columns().isEmpty()) {
      return weighed;
    }
    Dataset<Row> chosen = weighed.filter(col(WEIGHT).gt(0));
    if (rules.weights().isEmpty()) {
      return chosen;
    }
    Row mean = chosen.agg(avg(WEIGHT)).first();
    return mean.isNullAt(0)
        ? chosen
        : chosen.withColumn(WEIGHT, col(WEIGHT).divide(mean.getDouble(0)));
  }

  /** Warns of types that have a weight and do not occur, and says which others are left out. */
  void sayWhatIsThere(Dataset<Row> weighed, Steps steps) {
    if (rules.weights().isEmpty()) {
      return;
    }
    List<String> absent = absent(weighed);
    if (!absent.isEmpty()) {
      steps.warn(
          "--event-weight names {}, which {} does not have; EVENT_TYPE there is {}",
          String.join(", ", absent),
          table.path(),
          typesIn(weighed));
    }
    Dataset<Row> others = weighed.filter(col(WEIGHT).leq(0));
    if (!others.isEmpty()) {
      steps.say("not learnt from, by event type, weight or value: {}", typesIn(others));
    }
  }

  /** The types that have a weight and do not occur. */
  List<String> absent(Dataset<Row> weighed) {
    List<String> absent = new ArrayList<>();
    for (String type : rules.weights().keySet()) {
      if (weighed.filter(lower(col(EVENT_TYPE)).equalTo(lower(lit(type)))).isEmpty()) {
        absent.add(type);
      }
    }
    return absent;
  }

  /** What to say when no row weighs anything. */
  String whyNothingIsLeft(Dataset<Row> weighed) {
    String reason =
        table.path() + ": no interactions are left after choosing by event type and value";
    return rules.columns().contains("EVENT_TYPE")
        ? reason + "; EVENT_TYPE there is " + typesIn(weighed)
        : reason;
  }

  /** The most frequent event types of rows with the number of each. */
  private static String typesIn(Dataset<Row> rows) {
    List<Row> counts =
        rows.groupBy(lower(col(EVENT_TYPE)).as(EVENT_TYPE))
            .count()
            .orderBy(col("count").desc(), col(EVENT_TYPE))
            .limit(SHOWN + 1)
            .collectAsList();
    String shown =
        counts.stream()
            .limit(SHOWN)
            .map(
                row ->
                    String.format(
                        Locale.ROOT,
                        "%s (%,d)",
                        row.isNullAt(0) ? "empty" : row.getString(0),
                        row.getLong(1)))
            .collect(Collectors.joining(", "));
    return counts.size() > SHOWN ? shown + ", …" : shown;
  }
}
