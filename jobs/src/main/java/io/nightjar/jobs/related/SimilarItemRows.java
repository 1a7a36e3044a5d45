package io.nightjar.jobs.related;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.similarity.ItemSimilarity;
import io.nightjar.shared.similarity.ItemTraits;
import io.nightjar.shared.table.ItemsTable;
import io.nightjar.shared.table.SimilarItemsTable;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The items most like each item, as aws-similar-items has them: every item is compared with all
 * others, exactly, by {@link ItemSimilarity}. The catalogue is sent to every process once; tasks
 * take ranges of it.
 */
public final class SimilarItemRows {
  /** The types that the server reads as texts too. */
  private static final Set<DataType> TEXTS =
      Set.of(
          DataTypes.StringType,
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.FloatType,
          DataTypes.DoubleType);

  private static final StructType ITEM =
      new StructType().add(SimilarItemsTable.ITEM_ID, DataTypes.StringType, false);
  private static final StructType SCHEMA =
      new StructType()
          .add(SimilarItemsTable.ITEM_ID, DataTypes.StringType, false)
          .add(SimilarItemsTable.ITEMS, DataTypes.createArrayType(ITEM, false), false);

  private SimilarItemRows() {}

  /**
   * Rows of {@code similar_items/}: for each item of which anything is known, the most like it.
   *
   * @param most items of a row, at most
   * @param tasks how many ranges the catalogue is cut into
   */
  public static Dataset<Row> of(
      SparkSession spark, IdMap ids, ItemSimilarity similarity, int most, int tasks) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<IdMap> names = context.broadcast(ids);
    Broadcast<ItemSimilarity> compared = context.broadcast(similarity);
    return spark.createDataFrame(
        spark
            .range(0, ids.size(), 1, tasks)
            .javaRDD()
            .map(Long::intValue)
            .filter(item -> compared.value().knows(item))
            .map(
                item ->
                    RowFactory.create(
                        names.value().id(item),
                        Arrays.stream(compared.value().mostLike(item, most, null))
                            .mapToObj(other -> RowFactory.create(names.value().id(other)))
                            .toArray(Row[]::new))),
        SCHEMA);
  }

  /**
   * The catalogue made ready to be compared.
   *
   * @param embeddings by ordinal
   * @param popularity interactions in training, by ordinal
   * @param metadata the Items data set with its id as item_id; null for none
   */
  public static ItemSimilarity similarity(
      IdMap ids, EmbeddingMatrix embeddings, long[] popularity, Dataset<Row> metadata) {
    SortedMap<String, List<String>> columns =
        metadata == null ? new TreeMap<>() : columns(ids, metadata);
    return new ItemSimilarity(embeddings, popularity, ItemTraits.of(ids.size(), columns));
  }

  private static SortedMap<String, List<String>> columns(IdMap ids, Dataset<Row> metadata) {
    List<String> names = new ArrayList<>();
    for (StructField field : metadata.schema().fields()) {
      if (TEXTS.contains(field.dataType()) && ItemTraits.describes(field.name())) {
        names.add(field.name());
      }
    }
    String[][] values = new String[names.size()][ids.size()];
    Dataset<Row> rows =
        metadata.select(
            ItemsTable.ITEM_ID, names.stream().map(SimilarItemRows::quoted).toArray(String[]::new));
    for (Row row : rows.collectAsList()) {
      int item = ids.ordinal(row.getString(0));
      for (int column = 0; column < names.size(); column++) {
        Object value = row.get(column + 1);
        values[column][item] = value == null ? null : value.toString();
      }
    }
    SortedMap<String, List<String>> columns = new TreeMap<>();
    for (int column = 0; column < names.size(); column++) {
      columns.put(names.get(column), Arrays.asList(values[column]));
    }
    return columns;
  }

  private static String quoted(String column) {
    return "`" + column + "`";
  }
}
