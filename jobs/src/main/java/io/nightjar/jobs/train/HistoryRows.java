package io.nightjar.jobs.train;

import static org.apache.spark.sql.functions.col;

import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.shared.table.HistoryTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The newest events of every user and event type.
 *
 * <p>Interactions are sorted by user and age, then read as a stream: a task never holds more of a
 * user than what is kept, however much the user did.
 */
final class HistoryRows {
  /** Sorted and streamed by one task, and written into one file. */
  private static final long EVENTS_OF_A_FILE = 1_000_000;

  private static final StructType EVENT =
      new StructType()
          .add(HistoryTable.ITEM_ID, DataTypes.StringType, false)
          .add(HistoryTable.EVENT_TYPE, DataTypes.StringType, true)
          .add(HistoryTable.TIMESTAMP, DataTypes.LongType, false);

  private static final StructType SCHEMA =
      new StructType()
          .add(HistoryTable.USER_ID, DataTypes.StringType, false)
          .add(HistoryTable.EVENTS, DataTypes.createArrayType(EVENT, false), false);

  private HistoryRows() {}

  /** In how many files so many interactions are written. */
  static int files(long interactions) {
    return (int) Math.max(1, interactions / EVENTS_OF_A_FILE);
  }

  /**
   * Rows of {@code history/}; partitions hold ascending ranges of users.
   *
   * @param interactions columns of {@link InteractionColumns}
   */
  static Dataset<Row> of(Dataset<Row> interactions, int partitions) {
    Dataset<Row> sorted =
        interactions
            .select(
                InteractionColumns.USER_ID,
                InteractionColumns.ITEM_ID,
                InteractionColumns.EVENT_TYPE,
                InteractionColumns.TIMESTAMP,
                InteractionColumns.PLACE)
            .repartitionByRange(partitions, col(InteractionColumns.USER_ID))
            .sortWithinPartitions(
                col(InteractionColumns.USER_ID),
                col(InteractionColumns.TIMESTAMP).desc(),
                col(InteractionColumns.PLACE).desc());
    return interactions
        .sparkSession()
        .createDataFrame(sorted.javaRDD().mapPartitions(Users::new), SCHEMA);
  }

  /** One row for each user of interactions that are sorted by user, the newest first. */
  private static final class Users implements Iterator<Row> {
    private final Iterator<Row> interactions;
    private Row next;

    Users(Iterator<Row> interactions) {
      this.interactions = interactions;
      this.next = interactions.hasNext() ? interactions.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Row next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      String user = next.getString(0);
      Map<String, Integer> ofType = new HashMap<>();
      List<Row> events = new ArrayList<>();
      while (next != null && next.getString(0).equals(user)) {
        String type = next.getString(2);
        // Filters compare event types without regard to case.
        String counted = type == null ? null : type.toLowerCase(Locale.ROOT);
        if (ofType.merge(counted, 1, Integer::sum) <= HistoryTable.NEWEST) {
          events.add(RowFactory.create(next.getString(1), type, next.getLong(3)));
        }
        next = interactions.hasNext() ? interactions.next() : null;
      }
      return RowFactory.create(user, events.toArray(Row[]::new));
    }
  }
}
