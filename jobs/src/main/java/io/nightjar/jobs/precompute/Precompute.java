package io.nightjar.jobs.precompute;

import io.nightjar.jobs.launch.ProgressLog;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.parquet.EmbeddingRows;
import io.nightjar.jobs.parquet.EmbeddingTable;
import io.nightjar.jobs.store.AttemptFiles;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.table.ItemsTable;
import io.nightjar.shared.table.UsersTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Fills the recommendations table of a model, then lists it in the manifest. */
public final class Precompute {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final PrecomputeConfig config;
  private final Steps steps;
  private final ModelStore store;
  private final Configuration configuration;

  /** A run for one model. */
  public Precompute(SparkSession spark, PrecomputeConfig config, Steps steps) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.steps = steps;
    this.configuration = spark.sparkContext().hadoopConfiguration();
    this.store = new ModelStore(config.store(), configuration);
  }

  /** Scores every user, writes the table, returns the manifest that lists it. */
  public ModelManifest run() {
    ModelManifest manifest = store.manifest(config.model());
    store.requireUnpublished(config.model());
    store.requireWritable();
    ModelReader reader = new ModelReader(spark, store, manifest);
    EmbeddingTable items =
        open(reader, ModelLayout.ITEMS, ItemsTable.ITEM_ID, ItemsTable.EMBEDDING, manifest);
    EmbeddingTable users =
        open(reader, ModelLayout.USERS, UsersTable.USER_ID, UsersTable.EMBEDDING, manifest);
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
    PrecomputePlan plan = plan(users, items, choice.keys().size());
    ModelManifest withoutTable = manifest.withFiles(ModelLayout.RECOMMENDATIONS, Map.of());
    store.replaceManifest(withoutTable);
    Map<String, ModelManifest.FileEntry> files =
        steps.run(
            "score users and write recommendations",
            () -> write(plan, users, items, reader.context(), choice.keys()),
            done -> {
              long rows = plan.size().users() * choice.keys().size();
              long bytes = done.values().stream().mapToLong(ModelManifest.FileEntry::size).sum();
              steps.count("users", plan.size().users());
              steps.count("variants", choice.keys().size());
              steps.count("rows", rows);
              steps.count("files", done.size());
              steps.count("bytes", bytes);
              return String.format(
                  Locale.ROOT,
                  "%,d rows in %,d %s, %,.1f MiB in all",
                  rows,
                  done.size(),
                  done.size() == 1 ? "file" : "files",
                  bytes / 1048576.0);
            });
    ModelManifest complete =
        withoutTable
            .withFiles(ModelLayout.RECOMMENDATIONS, files)
            .withTable(choice.keys(), plan.n());
    store.requireFiles(complete);
    store.replaceManifest(complete);
    return complete;
  }

  private EmbeddingTable open(
      ModelReader reader, String folder, String id, String embedding, ModelManifest manifest) {
    return EmbeddingTable.open(
        reader.files(folder), id, embedding, manifest.dimension(), configuration);
  }

  private PrecomputePlan plan(EmbeddingTable users, EmbeddingTable items, int variants) {
    int itemCount = Math.toIntExact(items.rows());
    return PrecomputePlan.of(
        new PrecomputePlan.Size(
            users.rows() + 1,
            itemCount,
            items.dimension(),
            variants,
            Math.min(config.top(), itemCount)),
        cluster(),
        config.taskBytes(),
        config.blockBytes());
  }

  private PrecomputePlan.Cluster cluster() {
    int cores = context.defaultParallelism();
    SparkConf settings = context.getConf();
    if (context.isLocal()) {
      return new PrecomputePlan.Cluster(cores, cores, Runtime.getRuntime().maxMemory());
    }
    return new PrecomputePlan.Cluster(
        cores,
        Math.max(
            1, settings.getInt("spark.executor.cores", 1) / settings.getInt("spark.task.cpus", 1)),
        settings.getSizeAsBytes("spark.executor.memory", "1g"));
  }

  private Map<String, ModelManifest.FileEntry> write(
      PrecomputePlan plan,
      EmbeddingTable users,
      EmbeddingTable items,
      ContextEmbeddings embeddings,
      List<String> variants) {
    float[][] contexts =
        variants.stream()
            .map(key -> embeddings.sum(ContextVariant.parse(key)))
            .toArray(float[][]::new);
    Broadcast<SerializableConfiguration> settings =
        context.broadcast(new SerializableConfiguration(configuration));
    LongAccumulator progress = spark.sparkContext().longAccumulator("users");
    try (AttemptFiles attempts =
            new AttemptFiles(store, config.model(), ModelLayout.RECOMMENDATIONS);
        Catalogue catalogue =
            Catalogue.send(context, items, contexts, plan.blockItems(), configuration)) {
      announce(plan, users, catalogue);
      ScoringTask task =
          new ScoringTask(users, variants, plan, attempts.uri(), catalogue, settings, progress);
      List<UserSlice> slices = plan.slices();
      List<TaskReport> reports;
      try (ProgressLog log =
          new ProgressLog(spark.sparkContext(), progress, plan.size().users(), "users")) {
        reports = context.parallelize(slices, slices.size()).map(task).collect();
      }
      TaskReports.requireDisjointUsers(store.show(usersFolder()), reports);
      TaskReports.kernelWarnings(reports).forEach(steps::warn);
      return attempts.accept(reports.stream().flatMap(report -> report.files().stream()).toList());
    } finally {
      settings.destroy();
    }
  }

  private String usersFolder() {
    return ModelLayout.modelFolder(config.model()) + "/" + ModelLayout.USERS;
  }

  private void announce(PrecomputePlan plan, EmbeddingTable users, Catalogue catalogue) {
    PrecomputePlan.Size size = plan.size();
    steps.say(
        String.format(
            Locale.ROOT,
            "%,d users x %,d items x %,d variants: %,d tasks, files of at most %,d users, items in"
                + " %,d blocks; at most %,d MB for each running task, %,d MB in each process for"
                + " all of them",
            size.users(),
            size.items(),
            size.variants(),
            plan.tasks(),
            plan.chunkUsers(),
            plan.blocks(),
            plan.taskMemory(users.largestRowGroup()) >> 20,
            plan.catalogueMemory() >> 20));
    double seconds =
        size.items() == 0
            ? Double.NaN
            : Estimate.seconds(
                plan,
                catalogue.blocks().get(0).value(),
                sample(users),
                context.defaultParallelism());
    steps.say(
        String.format(
            Locale.ROOT,
            "about %,.1f MB will be written%s",
            Estimate.bytes(size) / (1 << 20),
            Double.isNaN(seconds)
                ? ""
                : String.format(
                    Locale.ROOT,
                    ", in about %,.0f s on %,d cores like this one",
                    seconds,
                    context.defaultParallelism())));
  }

  private float[][] sample(EmbeddingTable users) {
    int count = (int) Math.min(Estimate.SAMPLE, users.rows());
    float[][] sample = new float[count][users.dimension()];
    try (EmbeddingRows rows = users.rows(0, configuration)) {
      for (float[] user : sample) {
        if (!rows.next(user)) {
          throw new ModelFormatException(store.show(usersFolder()), "has fewer rows than it had");
        }
      }
    }
    return sample;
  }
}
