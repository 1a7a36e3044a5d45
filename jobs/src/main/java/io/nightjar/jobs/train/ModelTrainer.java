package io.nightjar.jobs.train;

import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.related.SimilarItemRows;
import io.nightjar.jobs.softmax.SoftmaxSettings;
import io.nightjar.jobs.softmax.SoftmaxTrainer;
import io.nightjar.jobs.softmax.Verdict;
import io.nightjar.jobs.store.FileSealer;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.similarity.ItemSimilarity;
import io.nightjar.shared.table.SimilarItemsTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains a model, step by step, and writes it into the store. Nothing is visible before the end.
 */
public final class ModelTrainer {
  /** Held-out queries times items that are looked at after each epoch, at most. */
  private static final double MAX_PAIRS = 200_000_000;

  private static final int LEAST_QUERIES = 500;
  private static final int MOST_QUERIES = 10_000;
  private static final double FREE_PRIOR = 1;
  private static final double CONTEXT_PRIOR = 1;
  private static final double USER_POWER = 0.5;
  private static final double LEARNING_RATE = 0.03;
  private static final int FEWEST_STEPS = 10;
  private static final int MOST_STEPS = 40;

  /** Logits of a step for each row of parameters. */
  private static final int LOGITS_PER_PARAMETER = 1700;

  /** Above this share of filled user–item pairs the data count as dense. */
  private static final double DENSE = 0.01;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final TrainConfig config;
  private final Steps steps;
  private final ModelStore store;
  private final SortedMap<String, Double> measured = new TreeMap<>();

  /** A trainer for one run. */
  public ModelTrainer(SparkSession spark, TrainConfig config, Steps steps) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.steps = steps;
    this.store = new ModelStore(config.store(), spark.sparkContext().hadoopConfiguration());
  }

  /**
   * Trains.
   *
   * @param arguments the flags, for the manifest
   * @return manifest of the new model
   */
  public ModelManifest run(List<String> arguments) {
    store.requireWritable();
    Instant created = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String model = ModelLayout.modelId(created, (config.toString() + created).hashCode());
    String folder = ModelLayout.modelFolder(model);
    boolean complete = false;
    try {
      ModelManifest manifest = train(model, created, arguments);
      store.replaceManifest(manifest);
      complete = true;
      return manifest;
    } finally {
      // Not a catch: Spark throws checked exceptions that its Scala methods do not declare.
      if (!complete) {
        store.delete(folder);
      }
    }
  }

  private ModelManifest train(String model, Instant created, List<String> arguments) {
    TrainingInput input =
        RecipeInput.of(
            TrainingInput.read(spark, config, store, model, steps), config.recipe(), steps);
    if (!config.recipe().recipe().learnsEmbeddings()) {
      return new CountingTrainer(spark, config, store, steps)
          .train(model, created, arguments, input);
    }
    TrainingData data = TrainingData.of(context, input, config);
    steps.say(data.inWords());

    HoldoutSplit.Parts parts = new HoldoutSplit(1, 2, ~config.seed()).cut(data.rows());
    Dataset<Row> kept =
        data.numbering().number(parts.kept()).persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> pairs = AlsTrainer.pairs(kept).persist(StorageLevel.MEMORY_AND_DISK());
    AlsTrainer.Settings als = settings(pairs.count(), data);
    SoftmaxTrainer.Start start =
        steps.run(
            "factorise (implicit ALS)",
            () -> AlsStart.of(new AlsTrainer(als).train(pairs, data.items()), data.users()),
            done ->
                String.format(
                    Locale.ROOT,
                    "%d factors, %d sweeps, alpha %s, regularization %s",
                    als.factors(),
                    als.iterations(),
                    als.alpha(),
                    als.regularization()));
    HeldOutQueries heldOut =
        new HeldOutQueries(
            data.numbering().number(parts.heldOut()),
            kept,
            pairs,
            data.context(),
            mostQueries(data));
    measured.put("repeat_share", heldOut.repeatShare());
    measured.put("heldout_interactions", (double) heldOut.interactions());
    JointTrainer.Outcome outcome =
        new JointTrainer(context, data, softmax(queries(kept), data), start, steps)
            .run(kept, data.numbering().number(data.rows()), heldOut);
    pairs.unpersist();
    kept.unpersist();
    measured.put("epochs", (double) outcome.epochs());
    Verdict verdict = outcome.verdict();
    if (verdict != null) {
      measured.put("heldout_nll", verdict.nll());
      measured.put("heldout_nll_uniform", Math.log(data.items()));
      measured.put("heldout_ndcg_at_20", verdict.ndcg());
      measured.put("logit_scale", verdict.bestFactor());
    }
    steps.run(
        "write the model",
        () -> {
          write(model, data, outcome);
          return data;
        },
        done -> String.format(Locale.ROOT, "%,d users, %,d items", done.users(), done.items()));
    steps.run(
        "write histories and popular items",
        () -> writeWhatHappened(model, input.interactions(), data),
        read -> String.format(Locale.ROOT, "of %,d interactions", read));
    if (config.recipe().recipe() == Recipe.SIMILAR_ITEMS) {
      steps.run(
          "compare items",
          () -> writeSimilar(model, data, outcome),
          compared -> String.format(Locale.ROOT, "%,d items", compared));
    }
    return manifest(model, created, arguments, data);
  }

  private int writeSimilar(String model, TrainingData data, JointTrainer.Outcome outcome) {
    IdMap ids = data.numbering().items();
    ItemSimilarity similarity =
        SimilarItemRows.similarity(
            ids, FinalEmbeddings.items(outcome.learnt()), data.popularity(), data.itemMetadata());
    new ModelExporter(spark, store, model)
        .similarItems(
            SimilarItemRows.of(
                spark,
                ids,
                similarity,
                SimilarItemsTable.MOST_BY_SIMILARITY,
                context.defaultParallelism()));
    return ids.size();
  }

  private ModelManifest manifest(
      String model, Instant created, List<String> arguments, TrainingData data) {
    List<String> folders =
        new ArrayList<>(
            List.of(
                ModelLayout.USERS,
                ModelLayout.ITEMS,
                ModelLayout.CONTEXT,
                ModelLayout.OBSERVED_CONTEXTS,
                ModelLayout.HOLDOUT,
                ModelLayout.HISTORY,
                ModelLayout.POPULAR_ITEMS));
    if (config.recipe().recipe() == Recipe.SIMILAR_ITEMS) {
      folders.add(ModelLayout.SIMILAR_ITEMS);
    }
    SortedMap<String, ModelManifest.FileEntry> files =
        new FileSealer(spark, store).seal(model, folders);
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("users", (long) data.users());
    counts.put("items", (long) data.items());
    counts.put("interactions", data.interactions());
    counts.put("contextValues", (long) data.context().size());
    counts.put("holdoutInteractions", data.evaluation().count());
    return new ModelManifest(
        ModelLayout.FORMAT_VERSION,
        model,
        created.toString(),
        config.recipe().recipe().recipeName(),
        config.dimension(),
        counts,
        data.context().byField(),
        List.of(),
        0,
        config.seed(),
        arguments,
        measured,
        files);
  }

  private void write(String model, TrainingData data, JointTrainer.Outcome outcome) {
    ModelExporter exporter = new ModelExporter(spark, store, model);
    exporter.items(
        data.numbering().items(),
        FinalEmbeddings.items(outcome.learnt()),
        data.popularity(),
        data.itemMetadata());
    exporter.context(data.context(), FinalEmbeddings.contexts(outcome.learnt(), outcome.verdict()));
    exporter.observedContexts(data.rows());
    exporter.holdout(data.evaluation(), data.rows());
    exporter.users(
        FinalEmbeddings.ofUsers(
            outcome.learnt(), data.events(), outcome.verdict(), data.context().size() > 0),
        data.numbering().broadcastUsers(),
        config.dimension());
  }

  /** Tables of what users did, held-out interactions included: nothing is learnt from them. */
  private long writeWhatHappened(String model, Interactions interactions, TrainingData data) {
    long read = interactions.all().count();
    ModelExporter exporter = new ModelExporter(spark, store, model);
    exporter.history(interactions.all(), read);
    exporter.popularItems(data.numbering().known(interactions.rows()));
    return read;
  }

  /** Held-out queries that are asked after each epoch. */
  private static int mostQueries(TrainingData data) {
    return (int) Math.max(LEAST_QUERIES, Math.min(MOST_QUERIES, MAX_PAIRS / data.items()));
  }

  private SoftmaxSettings softmax(long queries, TrainingData data) {
    return new SoftmaxSettings(
        config.form(),
        config.smoothing(),
        config.temperature(),
        config.form() == SoftmaxSettings.Form.FREE ? FREE_PRIOR : 0,
        CONTEXT_PRIOR,
        USER_POWER,
        LEARNING_RATE,
        config.epochs(),
        stepsOfAnEpoch(queries, data),
        config.seed());
  }

  private static long queries(Dataset<Row> kept) {
    return kept.select(AlsTrainer.USER, InteractionColumns.CONTEXT).distinct().count();
  }

  /**
   * Many where a pass over the queries is much more work than moving all parameters once, as with
   * few users in many contexts; else few, so that steps cost little beside the passes.
   */
  private static int stepsOfAnEpoch(long queries, TrainingData data) {
    double logits = (double) queries * data.items();
    double steps = logits / (data.users() + data.items()) / LOGITS_PER_PARAMETER;
    return (int) Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, steps));
  }

  private AlsTrainer.Settings settings(long pairs, TrainingData data) {
    double density = (double) pairs / data.users() / data.items();
    boolean dense = density >= DENSE;
    measured.put("density", density);
    return new AlsTrainer.Settings(
        config.dimension() - 1,
        config.iterations(),
        config.alpha() != null ? config.alpha() : dense ? 3 : 40,
        config.regularization() != null ? config.regularization() : dense ? 0.1 : 1,
        config.seed());
  }
}
