package io.nightjar.jobs.train;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.jobs.popular.PopularItemRows;
import io.nightjar.jobs.popular.TrendingItemRows;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.table.ContextTable;
import io.nightjar.shared.table.HoldoutTable;
import io.nightjar.shared.table.ItemsTable;
import io.nightjar.shared.table.ObservedContextsTable;
import io.nightjar.shared.table.PopularItemsTable;
import io.nightjar.shared.table.SimilarItemsTable;
import io.nightjar.shared.table.UsersTable;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Writes the tables of a trained model into its folder: Parquet, zstd. */
final class ModelExporter {
  private static final ArrayType EMBEDDING = DataTypes.createArrayType(DataTypes.FloatType, false);
  private static final long FILE_BYTES = 64L << 20;

  /** Rows of a file of {@code users/} whose embeddings are one number. */
  private static final long USERS_OF_A_FILE = 1_000_000;

  /** A task that reads a part of a file holds one row group. */
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private final SparkSession spark;
  private final ModelStore store;
  private final String model;

  ModelExporter(SparkSession spark, ModelStore store, String model) {
    this.spark = spark;
    this.store = store;
    this.model = model;
  }

  /**
   * Writes {@code users/}, sorted by user_id, one row per ordinal.
   *
   * @param metadata the Users data set with its id as user_id; null for none
   */
  void users(
      FinalEmbeddings embeddings, Broadcast<IdMap> ids, int dimension, Dataset<Row> metadata) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int count = ids.value().size();
    int files = (int) Math.max(1, 4L * dimension * count / FILE_BYTES);
    Broadcast<FinalEmbeddings> all = context.broadcast(embeddings);
    StructType schema =
        new StructType()
            .add(UsersTable.USER_ID, DataTypes.StringType, false)
            .add(UsersTable.EMBEDDING, EMBEDDING, false);
    Dataset<Row> users =
        spark.createDataFrame(
            spark
                .range(0, count, 1, files)
                .javaRDD()
                .map(
                    user ->
                        RowFactory.create(
                            ids.value().id(user.intValue()), all.value().user(user.intValue()))),
            schema);
    write(metadata == null ? users : described(users, metadata, files), ModelLayout.USERS);
    all.destroy();
  }

  /**
   * Writes {@code users/} of a recipe that learns no embeddings, sorted by user_id. The embedding
   * is the constant 1, which every item's one number, its bias, is multiplied with.
   *
   * @param ids of users, distinct, in the column user_id
   * @param count how many they are
   * @param metadata the Users data set with its id as user_id
   */
  void users(Dataset<Row> ids, long count, Dataset<Row> metadata) {
    Dataset<Row> users =
        ids.select(col(UsersTable.USER_ID), array(lit(1f)).as(UsersTable.EMBEDDING));
    int files = (int) Math.max(1, count / USERS_OF_A_FILE);
    write(described(users, metadata, files), ModelLayout.USERS);
  }

  private static Dataset<Row> described(Dataset<Row> users, Dataset<Row> metadata, int files) {
    return users
        .join(metadata, inScala(UsersTable.USER_ID), "left")
        .repartitionByRange(files, col(UsersTable.USER_ID))
        .sortWithinPartitions(UsersTable.USER_ID);
  }

  /**
   * Writes {@code items/}, sorted by item_id.
   *
   * @param metadata the Items data set with its id as item_id; null for none
   */
  void items(IdMap ids, EmbeddingMatrix embeddings, long[] popularity, Dataset<Row> metadata) {
    List<Row> rows = new ArrayList<>();
    for (int item = 0; item < ids.size(); item++) {
      rows.add(RowFactory.create(ids.id(item), embeddings.row(item), popularity[item]));
    }
    StructType schema =
        new StructType()
            .add(ItemsTable.ITEM_ID, DataTypes.StringType, false)
            .add(ItemsTable.EMBEDDING, EMBEDDING, false)
            .add(ItemsTable.POPULARITY, DataTypes.LongType, false);
    Dataset<Row> items = spark.createDataFrame(rows, schema);
    if (metadata != null) {
      items = items.join(metadata, inScala(ItemsTable.ITEM_ID), "left");
    }
    long bytes = 4L * embeddings.dimension() * ids.size();
    write(
        items
            .repartitionByRange((int) Math.max(1, bytes / FILE_BYTES), col(ItemsTable.ITEM_ID))
            .sortWithinPartitions(ItemsTable.ITEM_ID),
        ModelLayout.ITEMS);
  }

  /** Writes {@code context/}; an empty table when there are no context fields. */
  void context(ContextValues values, EmbeddingMatrix embeddings) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      rows.add(
          RowFactory.create(
              values.field(i), values.value(i), embeddings.row(i), values.interactions(i)));
    }
    StructType schema =
        new StructType()
            .add(ContextTable.FIELD, DataTypes.StringType, false)
            .add(ContextTable.VALUE, DataTypes.StringType, false)
            .add(ContextTable.EMBEDDING, EMBEDDING, false)
            .add(ContextTable.INTERACTIONS, DataTypes.LongType, false);
    write(spark.createDataFrame(rows, schema).coalesce(1), ModelLayout.CONTEXT);
  }

  /** Writes {@code observed_contexts/}. */
  void observedContexts(Dataset<Row> interactions) {
    write(
        interactions
            .groupBy(col(InteractionColumns.CONTEXT).as(ObservedContextsTable.CONTEXT))
            .agg(count(lit(1)).as(ObservedContextsTable.INTERACTIONS))
            .coalesce(1)
            .sortWithinPartitions(ObservedContextsTable.CONTEXT),
        ModelLayout.OBSERVED_CONTEXTS);
  }

  /**
   * Writes {@code holdout/}: what was kept out of training, with the items that its users had.
   *
   * @param heldOut interactions
   * @param kept the interactions that were trained on
   */
  void holdout(Dataset<Row> heldOut, Dataset<Row> kept) {
    Dataset<Row> seen =
        kept.join(
                heldOut.select(InteractionColumns.USER_ID).distinct(),
                inScala(InteractionColumns.USER_ID),
                "left_semi")
            .groupBy(InteractionColumns.USER_ID)
            .agg(array_sort(collect_set(InteractionColumns.ITEM_ID)).as(HoldoutTable.SEEN));
    Column none = lit(new String[0]);
    write(
        heldOut
            .join(seen, inScala(InteractionColumns.USER_ID), "left")
            .select(
                col(InteractionColumns.USER_ID).as(HoldoutTable.USER_ID),
                col(InteractionColumns.ITEM_ID).as(HoldoutTable.ITEM_ID),
                col(InteractionColumns.TIMESTAMP).as(HoldoutTable.TIMESTAMP),
                col(InteractionColumns.CONTEXT).as(HoldoutTable.CONTEXT),
                coalesce(col(HoldoutTable.SEEN), none).as(HoldoutTable.SEEN))
            .coalesce(1)
            .sortWithinPartitions(
                HoldoutTable.USER_ID, HoldoutTable.TIMESTAMP, HoldoutTable.ITEM_ID),
        ModelLayout.HOLDOUT);
  }

  /**
   * Writes {@code history/}, sorted by user_id.
   *
   * @param interactions all that could be read
   * @param count how many that are
   */
  void history(Dataset<Row> interactions, long count) {
    write(HistoryRows.of(interactions, HistoryRows.files(count)), ModelLayout.HISTORY);
  }

  /**
   * Writes {@code popular_items/}.
   *
   * @param interactions all that count, of items of the catalogue
   */
  void popularItems(Dataset<Row> interactions) {
    write(PopularItemRows.of(interactions, PopularItemsTable.MOST), ModelLayout.POPULAR_ITEMS);
  }

  /**
   * Writes {@code popular_items/} of aws-trending-now.
   *
   * @param seconds length of the intervals that are compared
   */
  void trendingItems(Dataset<Row> interactions, long seconds) {
    write(
        TrendingItemRows.of(interactions, seconds, PopularItemsTable.MOST),
        ModelLayout.POPULAR_ITEMS);
  }

  /**
   * Writes {@code item_ages/}.
   *
   * @param metadata the Items data set with its id first; null for none
   */
  void itemAges(Interactions interactions, Dataset<Row> metadata, IdMap ids) {
    write(ItemAgeRows.of(spark, interactions, metadata, ids), ModelLayout.ITEM_AGES);
  }

  /** Writes {@code similar_items/}, each file sorted by item_id. */
  void similarItems(Dataset<Row> rows) {
    write(rows.sortWithinPartitions(SimilarItemsTable.ITEM_ID), ModelLayout.SIMILAR_ITEMS);
  }

  private void write(Dataset<Row> rows, String folder) {
    rows.write()
        .option("compression", "zstd")
        .option("parquet.block.size", ROW_GROUP_BYTES)
        .parquet(store.uri(ModelLayout.modelFolder(model) + "/" + folder));
  }

  private static scala.collection.immutable.Seq<String> inScala(String column) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(column)).toSeq();
  }
}
