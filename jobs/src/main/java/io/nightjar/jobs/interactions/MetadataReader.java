package io.nightjar.jobs.interactions;

import static io.nightjar.jobs.interactions.InteractionsReader.quoted;
import static org.apache.spark.sql.functions.col;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.shared.table.ItemsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Reads an Items or Users data set: the id column and the metadata columns, which come out in lower
 * case; CREATION_TIMESTAMP as a long, all else as strings.
 */
public final class MetadataReader {
  /** Column of what comes out that has the CREATION_TIMESTAMP, if the data set has one. */
  public static final String CREATED = "creation_timestamp";

  private static final String CREATION_TIMESTAMP = "CREATION_TIMESTAMP";

  /** Names that the items table has for itself. */
  private static final Set<String> OURS =
      Set.of(ItemsTable.ITEM_ID, ItemsTable.EMBEDDING, ItemsTable.POPULARITY);

  private final SparkSession spark;
  private final InputRules rules;
  private final Steps steps;

  /** A reader with the rules of one job. */
  public MetadataReader(SparkSession spark, InputRules rules, Steps steps) {
    this.spark = spark;
    this.rules = rules;
    this.steps = steps;
  }

  /**
   * Reads a file or folder.
   *
   * @param path where
   * @param dataset {@code items} or {@code users}: names the folder of rejected rows
   * @param idName ITEM_ID or USER_ID
   * @return the id in lower case (item_id, user_id), then the metadata; ids are distinct, of
   *     several rows with one id the last counts
   * @throws InputException if the id column is missing or too many rows are bad
   */
  public Dataset<Row> read(String path, String dataset, String idName) {
    InputTable table = new InputReader(spark).read(path);
    String idColumn = rules.columns().require(table, idName);
    Optional<String> created = rules.columns().find(table, CREATION_TIMESTAMP);
    List<RowCheck> checks = new ArrayList<>();
    checks.add(RowCheck.wellFormed(table));
    checks.add(RowCheck.id(idColumn, idName));
    Dataset<Row> judged =
        table
            .rows()
            .withColumn(RejectedRows.REASON, RowCheck.firstReason(checks))
            .persist(StorageLevel.MEMORY_AND_DISK());
    long total = judged.count();
    RejectedRows rejected =
        new RejectedRows(rules.rejectedFolder(), rules.rejectedShown(), rules.maxBadRows());
    steps.count("rowsRead", total);
    rejected.setAside(dataset, table, judged, total, steps);
    List<Column> selected = new ArrayList<>();
    selected.add(quoted(idColumn).as(idName.toLowerCase(Locale.ROOT)));
    for (String column : table.columns()) {
      if (column.equals(idColumn)) {
        continue;
      }
      boolean time = created.filter(column::equals).isPresent();
      selected.add(
          time
              ? RowCheck.asTimestamp(quoted(column)).as(CREATED)
              : quoted(column).as(columnName(column)));
    }
    return judged
        .filter(col(RejectedRows.REASON).isNull())
        .withColumn("_newest", LastRow.ofEach(idColumn))
        .filter(col("_newest").equalTo(1))
        .select(selected.toArray(new Column[0]));
  }

  private static String columnName(String column) {
    String name = column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    return OURS.contains(name) ? "metadata_" + name : name;
  }
}
