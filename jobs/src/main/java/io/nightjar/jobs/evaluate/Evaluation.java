package io.nightjar.jobs.evaluate;

import static org.apache.spark.sql.functions.col;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.ProgressLog;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.FileSealer;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.model.StoreJson;
import io.nightjar.shared.table.ItemsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;

/** Measures a model on interactions it has not seen and writes {@code metrics.json}. */
public final class Evaluation {
  private static final int TASKS_PER_CORE = 3;

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
    ModelManifest previous = config.previous() == null ? null : store.manifest(config.previous());
    store.requireWritable();
    Holdout holdout = Holdout.read(spark, store, config, manifest, steps);
    if (previous != null && holdout.own() && previous.seed() != manifest.seed()) {
      steps.warn(
          "model {} was trained with seed {}, not {}: it held out other users and may have learnt"
              + " from the interactions it is compared on",
          previous.model(),
          previous.seed(),
          manifest.seed());
    }
    MetricsReport report =
        steps.run(
            "evaluate",
            () -> measure(manifest, previous, holdout),
            done -> {
              steps.count("queries", done.queries());
              steps.count("users", done.users());
              steps.count("interactions", done.interactions());
              return String.format(
                  Locale.ROOT,
                  "%,d queries of %,d users, %,d interactions",
                  done.queries(),
                  done.users(),
                  done.interactions());
            });
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

  private MetricsReport measure(ModelManifest manifest, ModelManifest previous, Holdout holdout) {
    ModelReader reader = new ModelReader(spark, store, manifest);
    ModelReader.Items items = reader.items();
    List<Broadcast<AskedModel>> models = new ArrayList<>();
    models.add(context.broadcast(new AskedModel(items, reader.context(), items.ids())));
    Dataset<Row> users = TestUsers.withEmbeddings(holdout.users(), reader, 0);
    ModelReader before = previous == null ? null : new ModelReader(spark, store, previous);
    if (before != null) {
      models.add(context.broadcast(new AskedModel(before.items(), before.context(), items.ids())));
      users = TestUsers.withEmbeddings(users, before, 1);
    }
    // Adaptive execution would put small data into one task.
    Dataset<Row> rows =
        users
            .repartition(
                TASKS_PER_CORE * spark.sparkContext().defaultParallelism(), col(TestUsers.USER))
            .sortWithinPartitions(TestUsers.USER)
            .persist(StorageLevel.MEMORY_AND_DISK());
    Groups groups = new Groups(activity(rows), popularity(reader, items.ids()));
    Rankings rankings = new Rankings(models.get(0).value().hasContext(), previous != null);
    EvaluationSums sums = judge(rows, models, rankings, groups, manifest.seed());
    rows.unpersist();
    if (sums.users(Groups.ALL) == 0) {
      throw new InputException("nothing to evaluate: " + holdout.whyEmpty());
    }
    ReportBuilder builder = new ReportBuilder(sums, rankings, groups);
    Map<String, Map<String, Double>> metrics = builder.metrics(Groups.ALL);
    List<String> names = rankings.names();
    for (int ranking = 0; ranking < names.size(); ranking++) {
      metrics
          .get(names.get(ranking))
          .put(Coverage.CATALOGUE, (double) sums.recommended(ranking) / items.ids().size());
    }
    Broadcast<IdMap> catalogue = context.broadcast(items.ids());
    long known =
        items.ids().size()
            + (holdout.own() ? Coverage.outside(holdout.interactions(), catalogue) : 0);
    boolean table = manifest.has(ModelLayout.RECOMMENDATIONS);
    if (table) {
      metrics
          .get(Rankings.MODEL)
          .put(Coverage.AMAZON, (double) Coverage.recommended(reader, catalogue) / known);
    }
    if (table && before != null && previous.has(ModelLayout.RECOMMENDATIONS)) {
      metrics
          .get(Rankings.PREVIOUS)
          .put(Coverage.AMAZON, (double) Coverage.recommended(before, catalogue) / known);
    }
    return builder.report(manifest, previous, holdout, metrics);
  }

  /** Histories of the users whom the model knows. */
  private static ActivityGroups activity(Dataset<Row> users) {
    Map<Integer, Long> histogram = new HashMap<>();
    Dataset<Row> counts =
        users
            .filter(col(TestUsers.EMBEDDING + 0).isNotNull().and(col(TestUsers.HISTORY).geq(0)))
            .groupBy(TestUsers.HISTORY)
            .count();
    for (Row row : counts.collectAsList()) {
      histogram.put(row.getInt(0), row.getLong(1));
    }
    return new ActivityGroups(histogram);
  }

  private static Popularity popularity(ModelReader reader, IdMap items) {
    long[] interactions = new long[items.size()];
    for (Row row :
        reader
            .table(ModelLayout.ITEMS)
            .select(ItemsTable.ITEM_ID, ItemsTable.POPULARITY)
            .collectAsList()) {
      interactions[items.ordinal(row.getString(0))] = row.getLong(1);
    }
    return new Popularity(interactions);
  }

  private EvaluationSums judge(
      Dataset<Row> rows,
      List<Broadcast<AskedModel>> models,
      Rankings rankings,
      Groups groups,
      long seed) {
    LongAccumulator progress = spark.sparkContext().longAccumulator("users");
    Broadcast<Groups> shared = context.broadcast(groups);
    int count = models.size();
    JavaRDD<EvaluationSums> parts =
        rows.javaRDD()
            .map(row -> TestUser.of(row, count))
            .mapPartitions(
                part ->
                    List.of(
                            new QueryJudge(
                                    rankings,
                                    shared.value(),
                                    models.stream().map(Broadcast::value).toList(),
                                    new BootstrapWeights(seed))
                                .judge(part, progress))
                        .iterator());
    try (ProgressLog log = new ProgressLog(spark.sparkContext(), progress, rows.count(), "users")) {
      return parts.treeReduce(EvaluationSums::merge);
    }
  }
}
