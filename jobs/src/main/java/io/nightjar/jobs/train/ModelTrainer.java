package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.ITEM_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;

import io.nightjar.jobs.interactions.ColumnNames;
import io.nightjar.jobs.interactions.InputRules;
import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.jobs.interactions.InteractionsReader;
import io.nightjar.jobs.interactions.MetadataReader;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.FileSealer;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;
import scala.collection.Seq;

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
    InputRules rules = rules(model);
    Interactions input =
        steps.run(
            "read interactions",
            () -> new InteractionsReader(spark, rules, steps).read(config.interactions()),
            read ->
                count(
                    "%,d interactions, %,d users, %,d items, %,d rows set aside",
                    read.count(), read.users(), read.items(), read.rejected()));
    requireMinimums(input);
    Dataset<Row> itemMetadata = metadata(rules, config.items(), "items", "ITEM_ID");
    metadata(rules, config.users(), "users", "USER_ID");

    HoldoutSplit.Parts evaluation =
        new HoldoutSplit(config.holdoutUsers(), 5, config.seed()).cut(input.rows());
    Dataset<Row> rows = evaluation.kept().persist(StorageLevel.MEMORY_AND_DISK());
    Numbering numbering =
        new Numbering(context, Numbering.idsOf(rows, USER_ID), catalogue(rows, itemMetadata));
    ContextValues contextValues = new ContextValues(rows);
    long[] popularity = popularity(rows, numbering.items());
    long trained = Arrays.stream(popularity).sum();
    steps.say(
        count(
            "%,d interactions to train on, %,d users, %,d items, %,d context values",
            trained, numbering.users().size(), numbering.items().size(), contextValues.size()));

    HoldoutSplit.Parts calibration =
        new HoldoutSplit(calibrationShare(trained, numbering.items().size()), 2, ~config.seed())
            .cut(rows);
    Dataset<Row> pairs =
        AlsTrainer.pairs(numbering.number(calibration.kept()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    AlsTrainer.Settings settings = settings(pairs.count(), numbering);
    AlsTrainer.Factors factors =
        steps.run(
            "factorise (implicit ALS)",
            () -> new AlsTrainer(settings).train(pairs, numbering.items().size()),
            done ->
                String.format(
                    Locale.ROOT,
                    "%d factors, %d sweeps, alpha %s, regularization %s",
                    settings.factors(),
                    settings.iterations(),
                    settings.alpha(),
                    settings.regularization()));

    float[] mean = mean(factors.users(), settings.factors());
    HeldOutRows heldOut =
        new HeldOutRows(
            numbering.number(calibration.heldOut()), pairs, factors, mean, contextValues);
    measured.put("repeat_share", heldOut.repeatShare());
    measured.put("calibration_interactions", (double) heldOut.count());
    Calibration fitted =
        steps.run(
            "fit temperature and item bias",
            () ->
                new CalibrationTrainer(context)
                    .fit(heldOut.rows(), heldOut.count(), factors.items(), mean, popularity),
            done ->
                String.format(
                    Locale.ROOT,
                    "%,d held-out interactions, nll %.3f (uniform %.3f), %d steps",
                    heldOut.count(),
                    done.nll(),
                    Math.log(numbering.items().size()),
                    done.iterations()));
    measured.put("calibration_nll", fitted.nll());
    measured.put("calibration_nll_uniform", Math.log(numbering.items().size()));
    measured.put("temperature", fitted.temperature());
    FoldedFactors folded = new FoldedFactors(factors.items(), mean, fitted);

    EmbeddingMatrix contextEmbeddings = context(heldOut, folded, contextValues);
    pairs.unpersist();
    return export(
        new Parts(model, created, arguments, numbering, contextValues, contextEmbeddings),
        evaluation,
        rows,
        itemMetadata,
        popularity,
        folded,
        factors,
        settings);
  }

  private record Parts(
      String model,
      Instant created,
      List<String> arguments,
      Numbering numbering,
      ContextValues contextValues,
      EmbeddingMatrix contextEmbeddings) {}

  private ModelManifest export(
      Parts parts,
      HoldoutSplit.Parts evaluation,
      Dataset<Row> rows,
      Dataset<Row> itemMetadata,
      long[] popularity,
      FoldedFactors folded,
      AlsTrainer.Factors factors,
      AlsTrainer.Settings settings) {
    Numbering numbering = parts.numbering();
    ModelExporter exporter = new ModelExporter(spark, store, parts.model());
    steps.run(
        "solve users from all their interactions and write the model",
        () -> {
          exporter.items(numbering.items(), folded.items(), popularity, itemMetadata);
          exporter.context(parts.contextValues(), parts.contextEmbeddings());
          exporter.observedContexts(rows);
          exporter.holdout(evaluation.heldOut(), rows);
          exporter.users(
              users(AlsTrainer.pairs(numbering.number(rows)), factors, folded, settings),
              numbering.broadcastUsers(),
              config.dimension());
          return numbering.users().size();
        },
        users -> count("%,d users, %,d items", users, numbering.items().size()));
    SortedMap<String, ModelManifest.FileEntry> files =
        new FileSealer(spark, store)
            .seal(
                parts.model(),
                List.of(
                    ModelLayout.USERS,
                    ModelLayout.ITEMS,
                    ModelLayout.CONTEXT,
                    ModelLayout.OBSERVED_CONTEXTS,
                    ModelLayout.HOLDOUT));
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("users", (long) numbering.users().size());
    counts.put("items", (long) numbering.items().size());
    counts.put("interactions", Arrays.stream(popularity).sum());
    counts.put("contextValues", (long) parts.contextValues().size());
    counts.put("holdoutInteractions", evaluation.heldOut().count());
    return new ModelManifest(
        ModelLayout.FORMAT_VERSION,
        parts.model(),
        parts.created().toString(),
        config.recipe().recipeName(),
        config.dimension(),
        counts,
        parts.contextValues().byField(),
        List.of(),
        0,
        config.seed(),
        parts.arguments(),
        measured,
        files);
  }

  private InputRules rules(String model) {
    String rejected = ModelLayout.REJECTED + "/" + model;
    return new InputRules(
        new ColumnNames(config.columns()),
        config.contextFields(),
        config.eventType(),
        config.eventValueThreshold(),
        config.maxBadRows(),
        store.uri(rejected),
        store.show(rejected));
  }

  private void requireMinimums(Interactions input) {
    if (input.count() < config.minInteractions()) {
      throw new InputException(
          count(
              "%s has %,d interactions, training needs %,d; --min-interactions lowers that",
              config.interactions(), input.count(), config.minInteractions()));
    }
    long active = input.rows().groupBy(USER_ID).count().filter(col("count").geq(2)).count();
    if (active < config.minUsers()) {
      throw new InputException(
          count(
              "%s has %,d users with at least 2 interactions, training needs %,d; --min-users lowers"
                  + " that",
              config.interactions(), active, config.minUsers()));
    }
  }

  private Dataset<Row> metadata(InputRules rules, String path, String dataset, String idName) {
    if (path == null) {
      return null;
    }
    return steps.run(
        "read " + dataset,
        () -> new MetadataReader(spark, rules, steps).read(path, dataset, idName),
        read -> count("%,d rows, %,d columns", read.count(), read.columns().length));
  }

  private static IdMap catalogue(Dataset<Row> rows, Dataset<Row> metadata) {
    Dataset<Row> ids = rows.select(ITEM_ID);
    return Numbering.idsOf(metadata == null ? ids : ids.union(metadata.select(ITEM_ID)), ITEM_ID);
  }

  private static long[] popularity(Dataset<Row> rows, IdMap items) {
    long[] popularity = new long[items.size()];
    for (Row row : rows.groupBy(ITEM_ID).count().collectAsList()) {
      popularity[items.ordinal(row.getString(0))] = row.getLong(1);
    }
    return popularity;
  }

  private static double calibrationShare(long interactions, int items) {
    double expected = 0.1 * interactions;
    return Math.min(1, MAX_PAIRS / items / expected);
  }

  private AlsTrainer.Settings settings(long pairs, Numbering numbering) {
    double density = (double) pairs / numbering.users().size() / numbering.items().size();
    boolean dense = density >= DENSE;
    measured.put("density", density);
    return new AlsTrainer.Settings(
        config.dimension() - 1,
        config.iterations(),
        config.alpha() != null ? config.alpha() : dense ? 3 : 40,
        config.regularization() != null ? config.regularization() : dense ? 0.1 : 1,
        config.seed());
  }

  private static float[] mean(Dataset<Row> users, int factors) {
    double[] sums =
        users
            .javaRDD()
            .mapPartitions(
                part -> {
                  double[] sum = new double[factors + 1];
                  part.forEachRemaining(
                      row -> {
                        Seq<Float> features = row.getSeq(1);
                        for (int factor = 0; factor < factors; factor++) {
                          sum[factor] += features.apply(factor);
                        }
                        sum[factors]++;
                      });
                  return List.of(sum).iterator();
                })
            .treeReduce(
                (a, b) -> {
                  for (int i = 0; i < a.length; i++) {
                    a[i] += b[i];
                  }
                  return a;
                });
    float[] mean = new float[factors];
    for (int factor = 0; factor < factors; factor++) {
      mean[factor] = (float) (sums[factor] / sums[factors]);
    }
    return mean;
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

  private JavaPairRDD<Integer, float[]> users(
      Dataset<Row> pairs,
      AlsTrainer.Factors factors,
      FoldedFactors folded,
      AlsTrainer.Settings settings) {
    Broadcast<FoldIn> solver =
        context.broadcast(new FoldIn(factors.items(), settings.alpha(), settings.regularization()));
    FoldedFactors.Users fold = folded.users();
    return pairs
        .groupBy(AlsTrainer.USER)
        .agg(
            collect_list(col(AlsTrainer.ITEM)).as("items"),
            collect_list(col(AlsTrainer.STRENGTH)).as("strengths"))
        .javaRDD()
        .mapToPair(
            row -> {
              Seq<Integer> items = row.getSeq(1);
              int[] chosen = new int[items.length()];
              for (int i = 0; i < chosen.length; i++) {
                chosen[i] = items.apply(i);
              }
              float[] strength = ModelReader.floats(row.getSeq(2));
              return new Tuple2<>(row.getInt(0), fold.of(solver.value().solve(chosen, strength)));
            });
  }

  private static String count(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
