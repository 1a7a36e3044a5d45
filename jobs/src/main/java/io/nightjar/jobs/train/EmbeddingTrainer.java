package io.nightjar.jobs.train;

import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.related.SimilarItemRows;
import io.nightjar.jobs.softmax.Learnt;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Learns embeddings of users, items and context, step by step, and writes a model's tables. */
final class EmbeddingTrainer {
  private static final int FEWEST_STEPS = 10;
  private static final int MOST_STEPS = 40;

  /** Logits of a step for each row of parameters. */
  private static final int LOGITS_PER_PARAMETER = 1700;

  /** Trials of tuning that run side by side: while one moves parameters, another asks. */
  private static final int TUNED_AT_ONCE = 2;

  /** Above this share of filled user–item pairs the data count as dense. */
  private static final double DENSE = 0.01;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final TrainConfig config;
  private final ModelStore store;
  private final Steps steps;
  private final SortedMap<String, Double> measured = new TreeMap<>();
  private Checkpoint checkpoint;

  EmbeddingTrainer(SparkSession spark, TrainConfig config, ModelStore store, Steps steps) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.config = config;
    this.store = store;
    this.steps = steps;
  }

  /**
   * Trains and writes all tables; the manifest is not yet in the store.
   *
   * @param model id of the model
   * @param created when training began
   * @param arguments the flags, for the manifest
   */
  ModelManifest train(String model, Instant created, List<String> arguments, TrainingInput input) {
    TrainingData data =
        steps.run(
            "number users and items",
            () -> {
              TrainingData numbered = TrainingData.of(context, input, config);
              checkpoint =
                  new Checkpoint(
                      store,
                      config.toString() + numbered.fingerprint(),
                      config.checkpointSeconds());
              return numbered;
            },
            numbered -> {
              steps.count("interactions", numbered.interactions());
              steps.count("users", numbered.users());
              steps.count("items", numbered.items());
              return numbered.inWords();
            });
    TrialParts parts =
        steps.run(
            "hold interactions out",
            () -> TrialParts.of(data, config.seed()),
            cut -> {
              steps.count("pairs", cut.pairCount());
              steps.count("queries", cut.heldOut().queries().size());
              steps.count("interactions", cut.heldOut().interactions());
              return cut.inWords();
            });
    HeldOutQueries heldOut = parts.heldOut();
    measured.put("repeat_share", heldOut.repeatShare());
    measured.put("heldout_interactions", (double) heldOut.interactions());
    Outcome learnt = learn(data, parts);
    int[] events = data.events();
    Outcome outcome =
        new Outcome(
            new Newcomers(config.seed(), data, steps, measured)
                .embed(learnt.learnt(), events, heldOut.shareOfNewItem(data.items())),
            learnt.trial());
    parts.unpersist();
    outcome.hyperparameters().addTo(measured);
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
          write(model, data, events, outcome);
          return data;
        },
        done -> {
          steps.count("users", done.users());
          steps.count("items", done.items());
          return String.format(Locale.ROOT, "%,d users, %,d items", done.users(), done.items());
        });
    steps.run(
        "write histories and popular items",
        () -> writeWhatHappened(model, input.interactions(), data),
        read -> {
          steps.count("interactions", read);
          return String.format(Locale.ROOT, "of %,d interactions", read);
        });
    if (config.recipe().recipe() == Recipe.SIMILAR_ITEMS) {
      steps.run(
          "compare items",
          () -> writeSimilar(model, data, outcome),
          compared -> String.format(Locale.ROOT, "%,d items", compared));
    }
    return manifest(model, created, arguments, data, outcome.hyperparameters().dimension());
  }

  /** Forgets how far training was: the model is in the store. */
  void finish() {
    checkpoint.delete();
  }

  /** What came out: embeddings before the last word on how sure they are. */
  private record Outcome(Learnt learnt, Trial trial) {
    Hyperparameters hyperparameters() {
      return trial.hyperparameters();
    }

    int epochs() {
      return trial.epochs();
    }

    Verdict verdict() {
      return trial.verdict();
    }
  }

  private Outcome learn(TrainingData data, TrialParts parts) {
    Hyperparameters defaults = defaults(data, parts);
    int batches = stepsOfAnEpoch(parts.keptQueries(), data);
    try (Trials trials =
        new Trials(context, data, parts, batches, config.seed(), checkpoint, steps)) {
      steps.run(
          "factorise (implicit ALS)",
          () -> trials.start(defaults),
          done -> {
            steps.count("factors", done.width());
            steps.count("sweeps", defaults.iterations());
            return String.format(
                Locale.ROOT,
                "%d factors, %d sweeps, alpha %s, regularization %s",
                done.width(),
                defaults.iterations(),
                defaults.alpha(),
                defaults.regularization());
          });
      Trial best = best(trials, defaults, data);
      trials.forgetKept();
      Learnt learnt =
          steps.run(
              "learn users, items and context from all interactions",
              () -> trials.learn(best, data.numbering().number(data.rows())),
              done -> {
                steps.count("epochs", best.epochs());
                return "%d epochs".formatted(best.epochs());
              });
      if (trials.resumedAfter() > 0) {
        measured.put("resumed_after_epoch", (double) trials.resumedAfter());
      }
      return new Outcome(learnt, best);
    }
  }

  private Hyperparameters defaults(TrainingData data, TrialParts parts) {
    Hyperparameters chosen =
        config.given().orDefaults(isDense(parts.pairCount(), data), data.context().size() > 0);
    // Where items repeat, what a user has is a candidate like any other.
    return parts.heldOut().areExclusive() ? chosen : chosen.with(draft -> draft.rivalry = 1);
  }

  private Trial best(Trials trials, Hyperparameters defaults, TrainingData data) {
    if (!trials.canTell()) {
      if (config.tuneMinutes() != null) {
        steps.warn("not tuned: too few interactions are held out to tell better from worse");
      }
      return Trial.blind(defaults);
    }
    Trial first =
        steps.run(
            "learn users, items and context, some interactions held out",
            () -> trials.run("", defaults, (epoch, nll) -> true),
            trial -> noted(trial, data));
    if (config.tuneMinutes() == null) {
      return first;
    }
    Tuner tuner = new Tuner(trials, config.given(), config.tuneMinutes(), TUNED_AT_ONCE, steps);
    Trial tuned =
        steps.run(
            "tune hyperparameters on held-out interactions",
            () -> tuner.improve(first),
            trial -> {
              steps.count("trials", tuner.trials());
              return "%d trials, %s".formatted(tuner.trials(), noted(trial, data));
            });
    measured.put("tuning_trials", (double) tuner.trials());
    measured.put("heldout_nll_untuned", first.nll());
    return tuned;
  }

  /** Notes what a trial counted, and says how it did. */
  private String noted(Trial trial, TrainingData data) {
    steps.count("queries", trial.verdict().queries());
    steps.count("epochs", trial.epochs());
    return String.format(
        Locale.ROOT,
        "%,d held-out queries, best after %d epochs: ndcg@20 %.4f, nll %.3f (uniform %.3f)",
        trial.verdict().queries(),
        trial.epochs(),
        trial.verdict().ndcg(),
        trial.nll(),
        Math.log(data.items()));
  }

  private int writeSimilar(String model, TrainingData data, Outcome outcome) {
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
      String model, Instant created, List<String> arguments, TrainingData data, int dimension) {
    List<String> folders =
        new ArrayList<>(
            List.of(
                ModelLayout.USERS,
                ModelLayout.ITEMS,
                ModelLayout.CONTEXT,
                ModelLayout.OBSERVED_CONTEXTS,
                ModelLayout.HOLDOUT,
                ModelLayout.HISTORY,
                ModelLayout.POPULAR_ITEMS,
                ModelLayout.ITEM_AGES));
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
        dimension,
        counts,
        data.context().byField(),
        List.of(),
        0,
        config.seed(),
        arguments,
        measured,
        files);
  }

  private void write(String model, TrainingData data, int[] events, Outcome outcome) {
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
            outcome.learnt(), events, outcome.verdict(), data.context().size() > 0),
        data.numbering().broadcastUsers(),
        outcome.hyperparameters().dimension(),
        data.userMetadata());
  }

  /** Tables of what users did, held-out interactions included: nothing is learnt from them. */
  private long writeWhatHappened(String model, Interactions interactions, TrainingData data) {
    long read = interactions.all().count();
    ModelExporter exporter = new ModelExporter(spark, store, model);
    exporter.history(interactions.all(), read);
    exporter.popularItems(data.numbering().known(interactions.rows()));
    exporter.itemAges(interactions, data.itemMetadata(), data.numbering().items());
    return read;
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

  private boolean isDense(long pairs, TrainingData data) {
    double density = (double) pairs / data.users() / data.items();
    measured.put("density", density);
    return density >= DENSE;
  }
}
