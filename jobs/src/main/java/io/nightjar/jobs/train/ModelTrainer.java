package io.nightjar.jobs.train;

import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.FileSealer;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Trains a model, step by step, and writes it into the store. Nothing is visible before the end.
 */
public final class ModelTrainer {
  /** Held-out rows times items that maximum likelihood looks at, at most. */
  private static final double MAX_PAIRS = 20_000_000;

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
    TrainingInput input = TrainingInput.read(spark, config, store, model, steps);
    TrainingData data = TrainingData.of(context, input, config);
    steps.say(data.inWords());

    HoldoutSplit.Parts calibration =
        new HoldoutSplit(calibrationShare(data), 2, ~config.seed()).cut(data.rows());
    Dataset<Row> pairs =
        AlsTrainer.pairs(data.numbering().number(calibration.kept()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    AlsTrainer.Settings settings = settings(pairs.count(), data);
    AlsTrainer.Factors factors =
        steps.run(
            "factorise (implicit ALS)",
            () -> new AlsTrainer(settings).train(pairs, data.items()),
            done ->
                String.format(
                    Locale.ROOT,
                    "%d factors, %d sweeps, alpha %s, regularization %s",
                    settings.factors(),
                    settings.iterations(),
                    settings.alpha(),
                    settings.regularization()));

    float[] mean = factors.meanUser();
    HeldOutRows heldOut =
        new HeldOutRows(
            data.numbering().number(calibration.heldOut()), pairs, factors, mean, data.context());
    measured.put("repeat_share", heldOut.repeatShare());
    measured.put("calibration_interactions", (double) heldOut.count());
    Calibration fitted =
        steps.run(
            "fit temperature and item bias",
            () ->
                new CalibrationTrainer(context)
                    .fit(heldOut.rows(), heldOut.count(), factors.items(), mean, data.popularity()),
            done ->
                String.format(
                    Locale.ROOT,
                    "%,d held-out interactions, nll %.3f (uniform %.3f), %d steps",
                    heldOut.count(),
                    done.nll(),
                    Math.log(data.items()),
                    done.iterations()));
    measured.put("calibration_nll", fitted.nll());
    measured.put("calibration_nll_uniform", Math.log(data.items()));
    measured.put("temperature", fitted.temperature());
    FoldedFactors folded = new FoldedFactors(factors.items(), mean, fitted);

    EmbeddingMatrix contextEmbeddings = context(heldOut, folded, data.context());
    pairs.unpersist();
    UserSolver solver = new UserSolver(context, factors, settings, folded.users());
    steps.run(
        "solve users from all their interactions and write the model",
        () -> {
          ModelExporter exporter = new ModelExporter(spark, store, model);
          exporter.items(
              data.numbering().items(), folded.items(), data.popularity(), data.itemMetadata());
          exporter.context(data.context(), contextEmbeddings);
          exporter.observedContexts(data.rows());
          exporter.holdout(data.evaluation(), data.rows());
          exporter.users(
              solver.embeddings(AlsTrainer.pairs(data.numbering().number(data.rows()))),
              data.numbering().broadcastUsers(),
              config.dimension());
          return data;
        },
        done -> String.format(Locale.ROOT, "%,d users, %,d items", done.users(), done.items()));
    return manifest(model, created, arguments, data);
  }

  private ModelManifest manifest(
      String model, Instant created, List<String> arguments, TrainingData data) {
    SortedMap<String, ModelManifest.FileEntry> files =
        new FileSealer(spark, store)
            .seal(
                model,
                List.of(
                    ModelLayout.USERS,
                    ModelLayout.ITEMS,
                    ModelLayout.CONTEXT,
                    ModelLayout.OBSERVED_CONTEXTS,
                    ModelLayout.HOLDOUT));
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
        config.recipe().recipeName(),
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

  private static double calibrationShare(TrainingData data) {
    double expected = 0.1 * data.interactions();
    return Math.min(1, MAX_PAIRS / data.items() / expected);
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

  private EmbeddingMatrix context(
      HeldOutRows heldOut, FoldedFactors folded, ContextValues contextValues) {
    if (contextValues.size() == 0) {
      return EmbeddingMatrix.of(config.dimension(), new float[0][]);
    }
    FoldedFactors.Users fold = folded.users();
    JavaRDD<HeldOut> embedded =
        heldOut
            .rows()
            .map(
                row ->
                    new HeldOut(fold.ofCentred(row.user()), row.item(), row.context(), row.seen()));
    ContextTrainer.Learnt learnt =
        steps.run(
            "fit context embeddings",
            () ->
                new ContextTrainer(context)
                    .fit(embedded, heldOut.count(), folded.items(), contextValues.size()),
            done ->
                String.format(
                    Locale.ROOT,
                    "%,d values, nll %.3f -> %.3f, prior x %.0f, %d steps",
                    contextValues.size(),
                    done.nllBefore(),
                    done.nllAfter(),
                    done.priorStrength(),
                    done.iterations()));
    measured.put("context_prior_strength", learnt.priorStrength());
    measured.put("calibration_nll_context", learnt.nllAfter());
    return learnt.embeddings();
  }
}
