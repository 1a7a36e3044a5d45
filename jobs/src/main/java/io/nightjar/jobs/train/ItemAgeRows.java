package io.nightjar.jobs.train;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.jobs.interactions.MetadataReader;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.table.ItemAgesTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How old items are when the data end, by Amazon Personalize's rule: since their
 * CREATION_TIMESTAMP, else since their first interaction; an item with neither is new.
 */
final class ItemAgeRows {
  private static final StructType SCHEMA =
      new StructType()
          .add(ItemAgesTable.ITEM_ID, DataTypes.StringType, false)
          .add(ItemAgesTable.AGE, DataTypes.LongType, true);

  private ItemAgeRows() {}

  /**
   * Rows of {@code item_ages/} in one partition, sorted by id.
   *
   * @param metadata the Items data set with its id first; null for none
   */
  static Dataset<Row> of(
      SparkSession spark, Interactions interactions, Dataset<Row> metadata, IdMap ids) {
    Long[] first = firstInteractions(interactions.all(), ids);
    Long[] created = created(metadata, ids);
    boolean dated = interactions.dated();
    long latest =
        dated ? interactions.all().agg(max(InteractionColumns.TIMESTAMP)).head().getLong(0) : 0;
    List<Row> rows = new ArrayList<>(first.length);
    for (int item = 0; item < first.length; item++) {
      Long since = created[item] == null ? first[item] : created[item];
      Long age;
      if (dated) {
        age = since == null ? 0 : Math.max(0, latest - since);
      } else {
        age = first[item] == null ? 0L : null;
      }
      rows.add(RowFactory.create(ids.id(item), age));
    }
    return spark.createDataFrame(rows, SCHEMA).coalesce(1);
  }

  private static Long[] created(Dataset<Row> metadata, IdMap ids) {
    Long[] created = new Long[ids.size()];
    if (metadata == null || !List.of(metadata.columns()).contains(MetadataReader.CREATED)) {
      return created;
    }
    for (Row row : metadata.select(ItemAgesTable.ITEM_ID, MetadataReader.CREATED).collectAsList()) {
      int item = ids.ordinal(row.getString(0));
      if (item >= 0 && !row.isNullAt(1)) {
        created[item] = row.getLong(1);
      }
    }
    return created;
  }

  private static Long[] firstInteractions(Dataset<Row> interactions, IdMap ids) {
    Long[] first = new Long[ids.size()];
    for (Row row :
        interactions
            .groupBy(InteractionColumns.ITEM_ID)
            .agg(min(InteractionColumns.TIMESTAMP))
            .collectAsList()) {
      int item = ids.ordinal(row.getString(0));
      if (item >= 0) {
        first[item] = row.getLong(1);
      }
    }
    return first;
  }
}
