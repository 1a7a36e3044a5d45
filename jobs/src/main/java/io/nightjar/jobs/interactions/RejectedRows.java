package io.nightjar.jobs.interactions;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that cannot be read: written aside with their place and the reason, counted, and too many of
 * them end the job.
 */
final class RejectedRows {
  /** string: why a row cannot be used; null for a good one. */
  static final String REASON = "_reason";

  private final String folder;
  private final String shown;
  private final double maxShare;

  /**
   * Rules for one job.
   *
   * @param folder URI that rejected rows are written under
   * @param shown the same for messages
   * @param maxShare largest share of rejected rows, 0 to 1
   */
  RejectedRows(String folder, String shown, double maxShare) {
    this.folder = folder;
    this.shown = shown;
    this.maxShare = maxShare;
  }

  /**
   * Writes the bad rows of a table aside, counts them and warns of them.
   *
   * @param name of the data set, becomes a sub-folder
   * @param rows all rows of the source with {@link #REASON}
   * @param total how many rows that is
   * @param steps to count and to warn in
   * @return number of bad rows
   * @throws InputException if they are more than allowed; they are written all the same
   */
  long setAside(String name, InputTable table, Dataset<Row> rows, long total, Steps steps) {
    Dataset<Row> bad = rows.filter(col(REASON).isNotNull());
    long count = bad.count();
    if (count > 0) {
      write(name, table, bad);
      requireFew(name, table, bad, count, total);
      steps.warn(
          "{} of {} rows of {} cannot be used and were written to {}/{}; the first: {}",
          count,
          total,
          table.path(),
          shown,
          name,
          place(first(bad)));
    }
    steps.count("rejectedRows", count);
    return count;
  }

  private void write(String name, InputTable table, Dataset<Row> bad) {
    Column text =
        coalesce(
            col(InputTable.MALFORMED),
            concat_ws(
                ",",
                table.columns().stream()
                    .map(column -> coalesce(col("`" + column + "`"), lit("")))
                    .toArray(Column[]::new)));
    bad.select(
            col(InputTable.FILE).as("file"),
            col(InputTable.ROW).as("line"),
            col(REASON).as("reason"),
            text.as("text"))
        .coalesce(1)
        .write()
        .option("header", "true")
        .option("escape", "\"")
        .mode("overwrite")
        .csv(folder + "/" + name);
  }

  private void requireFew(String name, InputTable table, Dataset<Row> bad, long count, long total) {
    if (count > maxShare * total) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d rows (%.1f %%) cannot be used, more than the share %s allowed (--max-bad-rows);"
                  + " the first is %s; all are in folder %s",
              table.path(),
              count,
              total,
              100.0 * count / total,
              maxShare,
              place(first(bad)),
              shown + "/" + name));
    }
  }

  private static Row first(Dataset<Row> bad) {
    return bad.orderBy(InputTable.FILE, InputTable.ROW).first();
  }

  private static String place(Row row) {
    String file = row.getAs(InputTable.FILE);
    return "%s line %d: %s"
        .formatted(
            file.substring(file.lastIndexOf('/') + 1),
            row.<Long>getAs(InputTable.ROW),
            row.<String>getAs(REASON));
  }
}
