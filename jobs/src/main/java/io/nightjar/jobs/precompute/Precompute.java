package io.nightjar.jobs.precompute;

import static org.apache.spark.sql.functions.col;

import io.nightjar.jobs.launch.ProgressLog;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.FileSealer;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.table.RecommendationTable;
import io.nightjar.shared.table.UsersTable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/** Fills the recommendations table of a model, then lists it in the manifest. */
public final class Precompute {
  private static final StructType SCHEMA =
      new StructType()
          .add(RecommendationTable.USER_ID, DataTypes.StringType, true)
          .add(RecommendationTable.CONTEXT, DataTypes.StringType, false)
          .add(RecommendationTable.LOG_PARTITION, DataTypes.DoubleType, false)
          .add(
              RecommendationTable.ITEMS,
              DataTypes.createArrayType(
                  new StructType()
                      .add(RecommendationTable.ITEM_ID, DataTypes.StringType, false)
                      .add(RecommendationTable.SCORE, DataTypes.FloatType, false),
                  false),
              false);

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final PrecomputeConfig config;
  private final Steps steps;
  private final ModelStore store;

  /** A run for one model. */
  public Precompute(SparkSession spark, PrecomputeConfig config, Steps steps) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.steps = steps;
    this.store = new ModelStore(config.store(), spark.sparkContext().hadoopConfiguration());
  }

  /** Scores every user, writes the table, returns the manifest that lists it. */
  public ModelManifest run() {
    ModelManifest manifest = store.manifest(config.model());
    store.requireUnpublished(config.model());
    store.requireWritable();
    ModelReader reader = new ModelReader(spark, store, manifest);
    ModelReader.Items items = reader.items();
    VariantSelector.Choice choice =
        new VariantSelector(config.maxVariants())
            .choose(reader.table(ModelLayout.OBSERVED_CONTEXTS));
    steps.say(
        String.format(
            Locale.ROOT,
            "%,d context variants; %.1f %% of the interactions were made in one of them, all other"
                + " requests are scored live",
            choice.keys().size(),
            100 * choice.coverage()));
    int top = Math.min(config.top(), items.ids().size());
    Dataset<Row> users =
        reader
            .table(ModelLayout.USERS)
            .select(UsersTable.USER_ID, UsersTable.EMBEDDING)
            .union(unknownUser(manifest.dimension()));
    long userCount = manifest.counts().getOrDefault("users", 0L) + 1;
    long bytes = userCount * PartitionScorer.bytesPerUser(choice.keys().size(), top);
    int tasks = (int) Math.max(1, (bytes + config.taskBytes() - 1) / config.taskBytes());
    steps.say(
        String.format(
            Locale.ROOT,
            "%,d users x %,d items x %,d variants in %,d tasks, at most %,d MB of results in each",
            userCount,
            items.ids().size(),
            choice.keys().size(),
            tasks,
            Math.min(bytes, config.taskBytes()) >> 20));

    ModelManifest withoutTable =
        manifest.withFiles(ModelLayout.RECOMMENDATIONS, java.util.Map.of());
    store.replaceManifest(withoutTable);
    String folder = ModelLayout.modelFolder(manifest.model()) + "/" + ModelLayout.RECOMMENDATIONS;
    store.delete(folder);
    steps.run(
        "score users and write recommendations",
        () -> {
          write(users, userCount, tasks, items, reader.context(), choice.keys(), top, folder);
          return userCount;
        },
        done -> String.format(Locale.ROOT, "%,d rows", done * choice.keys().size()));
    ModelManifest complete =
        withoutTable
            .withFiles(
                ModelLayout.RECOMMENDATIONS,
                new FileSealer(spark, store)
                    .seal(manifest.model(), List.of(ModelLayout.RECOMMENDATIONS)))
            .withTable(choice.keys(), top);
    store.replaceManifest(complete);
    return complete;
  }

  private Dataset<Row> unknownUser(int dimension) {
    StructType schema =
        new StructType()
            .add(UsersTable.USER_ID, DataTypes.StringType, true)
            .add(
                UsersTable.EMBEDDING, DataTypes.createArrayType(DataTypes.FloatType, false), false);
    return spark.createDataFrame(
        List.of(RowFactory.create(null, EmbeddingModel.unknownUser(dimension))), schema);
  }

  private void write(
      Dataset<Row> users,
      long userCount,
      int tasks,
      ModelReader.Items items,
      ContextEmbeddings embeddings,
      List<String> variants,
      int top,
      String folder) {
    Scorer scorer = new Scorer(items.embeddings());
    float[][] contextLogits = new float[variants.size()][];
    for (int variant = 0; variant < variants.size(); variant++) {
      float[] sum = embeddings.sum(ContextVariant.parse(variants.get(variant)));
      if (sum != null) {
        contextLogits[variant] = new float[scorer.logitsLength()];
        scorer.partLogits(sum, contextLogits[variant]);
      }
    }
    Broadcast<Scorer> scorers = context.broadcast(scorer);
    Broadcast<IdMap> ids = context.broadcast(items.ids());
    Broadcast<float[][]> contexts = context.broadcast(contextLogits);
    LongAccumulator progress = spark.sparkContext().longAccumulator("users");
    JavaRDD<Row> rows =
        users
            .repartitionByRange(tasks, col(UsersTable.USER_ID))
            .sortWithinPartitions(UsersTable.USER_ID)
            .javaRDD()
            .mapPartitions(
                part ->
                    new PartitionScorer(
                            scorers.value(), ids.value(), variants, contexts.value(), top)
                        .score(part, progress));
    try (ProgressLog log = new ProgressLog(progress, userCount, "users")) {
      spark
          .createDataFrame(rows, SCHEMA)
          .write()
          .option("compression", "zstd")
          .parquet(store.uri(folder));
    }
  }
}
