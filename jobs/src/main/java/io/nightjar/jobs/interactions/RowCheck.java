package io.nightjar.jobs.interactions;

import static io.nightjar.jobs.interactions.InteractionsReader.quoted;
import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * One rule for a row.
 *
 * @param reason an expression: why the row breaks the rule, null when it keeps it
 */
record RowCheck(Column reason) {
  private static final int MAX_ID = 256;
  private static final int MAX_CATEGORY = 1000;
  private static final String WHOLE = "^\\s*[+-]?[0-9]{1,18}(\\.0*)?\\s*$";

  /** Nothing that anybody sees: tabs and separators are blank, too. */
  private static final String BLANK = "^\\p{javaWhitespace}*$";

  /** Later than the year 5138 in seconds: these are milliseconds. */
  private static final long MILLISECONDS = 100_000_000_000L;

  static Column firstReason(List<RowCheck> checks) {
    return coalesce(checks.stream().map(RowCheck::reason).toArray(Column[]::new));
  }

  static RowCheck wellFormed(InputTable table) {
    return new RowCheck(
        when(
            col(InputTable.MALFORMED).isNotNull(),
            lit(
                "the line does not have the "
                    + table.columns().size()
                    + " columns of the header")));
  }

  static RowCheck id(String column, String name) {
    Column value = quoted(column);
    return new RowCheck(
        when(value.isNull().or(value.rlike(BLANK)), lit(name + " is empty"))
            .when(
                length(value).gt(MAX_ID),
                concat(
                    lit(name + " must have at most " + MAX_ID + " characters: "),
                    length(value).cast("string"))));
  }

  static RowCheck timestamp(String column, String name) {
    Column value = quoted(column);
    return new RowCheck(
        when(value.isNull(), lit(name + " is empty"))
            .when(
                value.rlike(WHOLE).unary_$bang(),
                concat(
                    lit(name + " must be a whole number of seconds since 1970: '"),
                    substring(value, 1, 40),
                    lit("'")))
            .when(
                abs(asTimestamp(value)).geq(MILLISECONDS),
                concat(
                    lit(
                        name
                            + " looks like milliseconds, Personalize's unit is seconds"
                            + " (divide by 1000): "),
                    value)));
  }

  /** Seconds of a cell that passed {@link #timestamp}; null for any other. */
  static Column asTimestamp(Column value) {
    return when(value.rlike(WHOLE), trim(value).cast("decimal(38,0)").cast("long"));
  }

  static RowCheck number(String column, String name) {
    Column value = quoted(column);
    return new RowCheck(
        when(
            value.isNotNull().and(value.try_cast("double").isNull()),
            concat(lit(name + " must be a number: '"), substring(value, 1, 40), lit("'"))));
  }

  static RowCheck category(String column, String name) {
    Column value = quoted(column);
    return new RowCheck(
        when(
            length(value).gt(MAX_CATEGORY),
            concat(
                lit(name + " must have at most " + MAX_CATEGORY + " characters: "),
                length(value).cast("string"))));
  }
}
