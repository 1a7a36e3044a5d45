package io.nightjar.jobs.interactions;

import static io.nightjar.jobs.interactions.InteractionsReader.quoted;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;

/** Numbers the rows of each id from the last one back. */
final class LastRow {
  private LastRow() {}

  static Column ofEach(String idColumn) {
    return row_number()
        .over(
            Window.partitionBy(quoted(idColumn))
                .orderBy(col(InputTable.FILE).desc(), col(InputTable.ROW).desc()));
  }
}
