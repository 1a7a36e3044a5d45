package io.nightjar.jobs.evaluate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;

import io.nightjar.jobs.interactions.ColumnNames;
import io.nightjar.jobs.interactions.InputRules;
import io.nightjar.jobs.interactions.InteractionsReader;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.FileSealer;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.model.StoreJson;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.table.HoldoutTable;
import io.nightjar.shared.table.ItemsTable;
import io.nightjar.shared.table.RecommendationTable;
import io.nightjar.shared.table.UsersTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.collection.Seq;

/** Measures a model on interactions it has not seen and writes {@code metrics.json}. */
public final class Evaluation {
  private static final double REPEATS_MATTER = 0.05;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final EvaluateConfig config;
  private final Steps steps;
  private final ModelStore store;

  /** A run for one model. */
  public Evaluation(SparkSession spark, EvaluateConfig config, Steps steps) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.steps = steps;
    this.store = new ModelStore(config.store(), spark.sparkContext().hadoopConfiguration());
  }

  /** Measures, writes, and returns what was found. */
  public MetricsReport run() {
    ModelManifest manifest = store.manifest(config.model());
    store.requireWritable();
    ModelReader reader = new ModelReader(spark, store, manifest);
    ModelReader.Items items = reader.items();
    Dataset<Row> holdout =
        config.holdout() == null ? reader.table(ModelLayout.HOLDOUT) : external(manifest);
    boolean excludesSeen =
        config.holdout() == null
            ? manifest.training().getOrDefault("repeat_share", 0.0) < REPEATS_MATTER
            : config.exclude() != null;
    MetricsReport report =
        steps.run(
            "evaluate",
            () -> measure(manifest, reader, items, holdout, excludesSeen),
            done -> "%,d queries, %,d interactions".formatted(done.queries(), done.interactions()));
    write(manifest, report);
    return report;
  }

  private void write(ModelManifest manifest, MetricsReport report) {
    store.replace(
        ModelLayout.modelFolder(manifest.model()) + "/" + ModelLayout.METRICS,
        StoreJson.write(report));
    store.replaceManifest(
        manifest.withFiles(
            ModelLayout.METRICS,
            new FileSealer(spark, store).measure(manifest.model(), List.of(ModelLayout.METRICS))));
  }

  /** Reads the files of the caller into the shape of the holdout table. */
  private Dataset<Row> external(ModelManifest manifest) {
    Dataset<Row> holdout =
        new InteractionsReader(spark, rules(manifest, "holdout"), steps)
            .read(config.holdout())
            .rows();
    if (config.exclude() == null) {
      return holdout.withColumn(HoldoutTable.SEEN, lit(new String[0]));
    }
    Dataset<Row> seen =
        new InteractionsReader(spark, rules(manifest, "exclude"), steps)
            .read(config.exclude())
            .rows()
            .groupBy(HoldoutTable.USER_ID)
            .agg(collect_set(HoldoutTable.ITEM_ID).as(HoldoutTable.SEEN));
    return holdout
        .join(seen, inScala(HoldoutTable.USER_ID), "left")
        .withColumn(HoldoutTable.SEEN, coalesce(col(HoldoutTable.SEEN), lit(new String[0])));
  }

  private InputRules rules(ModelManifest manifest, String file) {
    String rejected = ModelLayout.REJECTED + "/" + manifest.model() + "/" + file;
    return new InputRules(
        new ColumnNames(config.columns()),
        List.copyOf(manifest.contextFields().keySet()),
        null,
        null,
        0.01,
        store.uri(rejected),
        store.show(rejected));
  }

  private MetricsReport measure(
      ModelManifest manifest,
      ModelReader reader,
      ModelReader.Items items,
      Dataset<Row> holdout,
      boolean excludesSeen) {
    Broadcast<Scorer> scorers = context.broadcast(new Scorer(items.embeddings()));
    Broadcast<IdMap> ids = context.broadcast(items.ids());
    Broadcast<float[]> popularity = context.broadcast(popularity(reader, items.ids()));
    ContextEmbeddings embeddings = reader.context();
    int dimension = manifest.dimension();
    JavaRDD<Query> queries =
        grouped(holdout, reader)
            .javaRDD()
            .map(row -> query(row, ids.value(), dimension, excludesSeen))
            .filter(query -> query.relevant().length + query.unknown() > 0);
    Map<String, MetricSums> sums =
        queries
            .mapPartitions(
                part ->
                    List.of(
                            new QueryJudge(scorers.value(), embeddings, popularity.value())
                                .judge(part))
                        .iterator())
            .fold(new LinkedHashMap<>(), Evaluation::merge);
    if (sums.isEmpty()) {
      throw new InputException(
          "nothing to evaluate: "
              + (config.holdout() == null
                  ? "train kept no interactions out; give --holdout"
                  : config.holdout()));
    }
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    sums.forEach((ranking, sum) -> metrics.put(ranking, sum.means()));
    boolean table = manifest.has(ModelLayout.RECOMMENDATIONS);
    if (table) {
      metrics.get(QueryJudge.MODEL).put("coverage", coverage(reader, items.ids().size()));
    }
    MetricSums model = sums.get(QueryJudge.MODEL);
    return new MetricsReport(
        manifest.model(),
        config.holdout() == null ? "newest tenth of the held-out users" : config.holdout(),
        model.queries(),
        model.interactions(),
        excludesSeen,
        table ? "first 25 items of every user, without context" : null,
        metrics);
  }

  private static Map<String, MetricSums> merge(
      Map<String, MetricSums> a, Map<String, MetricSums> b) {
    Map<String, MetricSums> merged = new LinkedHashMap<>(a);
    b.forEach((name, sums) -> merged.merge(name, sums, MetricSums::merge));
    return merged;
  }

  /** One row per (user, context): the chosen items, the seen items, the embedding or null. */
  private static Dataset<Row> grouped(Dataset<Row> holdout, ModelReader reader) {
    Column user = col(HoldoutTable.USER_ID);
    Dataset<Row> users =
        reader
            .table(ModelLayout.USERS)
            .select(col(UsersTable.USER_ID).as("_user"), col(UsersTable.EMBEDDING).as("embedding"));
    Dataset<Row> queries =
        holdout
            .groupBy(user, col(HoldoutTable.CONTEXT))
            .agg(
                collect_set(HoldoutTable.ITEM_ID).as("chosen"),
                first(HoldoutTable.SEEN).as("seen"));
    return queries
        .join(users, user.equalTo(col("_user")), "left")
        .select(col("embedding"), col(HoldoutTable.CONTEXT), col("chosen"), col("seen"));
  }

  private static Query query(Row row, IdMap items, int dimension, boolean excludesSeen) {
    float[] user =
        row.isNullAt(0) ? EmbeddingModel.unknownUser(dimension) : ModelReader.floats(row.getSeq(0));
    int[] excluded = excludesSeen ? ordinals(row.getSeq(3), items) : new int[0];
    Seq<String> chosen = row.getSeq(2);
    int[] known = ordinals(chosen, items);
    int unknown = chosen.length() - known.length;
    int[] relevant =
        Arrays.stream(known).filter(item -> Arrays.binarySearch(excluded, item) < 0).toArray();
    return new Query(user, row.getString(1), relevant, unknown, excluded);
  }

  private static int[] ordinals(Seq<String> ids, IdMap items) {
    int[] ordinals = new int[ids.length()];
    int count = 0;
    for (int i = 0; i < ordinals.length; i++) {
      int ordinal = items.ordinal(ids.apply(i));
      if (ordinal >= 0) {
        ordinals[count++] = ordinal;
      }
    }
    int[] sorted = Arrays.copyOf(ordinals, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static float[] popularity(ModelReader reader, IdMap items) {
    float[] popularity = new float[items.size()];
    for (Row row :
        reader
            .table(ModelLayout.ITEMS)
            .select(ItemsTable.ITEM_ID, ItemsTable.POPULARITY)
            .collectAsList()) {
      popularity[items.ordinal(row.getString(0))] = (float) Math.log(row.getLong(1) + 1.0);
    }
    return popularity;
  }

  private static double coverage(ModelReader reader, int items) {
    long recommended =
        reader
            .table(ModelLayout.RECOMMENDATIONS)
            .filter(col(RecommendationTable.CONTEXT).equalTo(""))
            .select(explode(slice(col(RecommendationTable.ITEMS), 1, MetricSums.DEPTH)).as("item"))
            .agg(countDistinct("item." + RecommendationTable.ITEM_ID))
            .first()
            .getLong(0);
    return (double) recommended / items;
  }

  private static scala.collection.immutable.Seq<String> inScala(String column) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(column)).toSeq();
  }
}
