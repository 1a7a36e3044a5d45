package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.CONTEXT;
import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.softmax.Holdout;
import io.nightjar.jobs.softmax.Learnt;
import io.nightjar.jobs.softmax.SoftmaxTrainer;
import io.nightjar.jobs.softmax.TrainingSet;
import io.nightjar.jobs.softmax.Verdict;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Learns users, items and context values together, some interactions held out, which tell after how
 * many epochs to stop and how sure the model may be; with one set of hyperparameters or with many.
 *
 * <p>Starts and training sets are kept and used again. Safe for use by several threads.
 */
final class Trials implements AutoCloseable {
  /** Fewer held-out queries tell nothing. */
  private static final int FEWEST_QUERIES = 20;

  /** Folder of what ALS has Spark write while it sweeps. */
  private static final String SWEEPS = "sweeps";

  /** Epochs without a better likelihood after which a trial ends. */
  private static final int PATIENCE = 3;

  private final JavaSparkContext context;
  private final TrainingData data;
  private final Dataset<Row> kept;
  private final Dataset<Row> pairs;
  private final int batches;
  private final long seed;
  private final Checkpoint checkpoint;
  private final Steps steps;
  private final int queries;
  private volatile int resumedAfter;
  private final Holdout holdout;
  private final Map<Weighing, TrainingSet> sets = new ConcurrentHashMap<>();
  private final Map<AlsTrainer.Settings, SoftmaxTrainer.Start> starts = new ConcurrentHashMap<>();

  /**
   * Gets ready.
   *
   * @param parts what is learnt from and what is asked
   * @param batches steps of an epoch
   * @param checkpoint where to go on and what to keep
   */
  Trials(
      JavaSparkContext context,
      TrainingData data,
      TrialParts parts,
      int batches,
      long seed,
      Checkpoint checkpoint,
      Steps steps) {
    this.context = context;
    this.data = data;
    this.kept = parts.kept();
    this.pairs = parts.pairs();
    this.batches = batches;
    this.seed = seed;
    this.checkpoint = checkpoint;
    this.steps = steps;
    this.queries = parts.heldOut().queries().size();
    this.holdout = Holdout.of(context, parts.heldOut().queries(), context.defaultParallelism());
    context.setCheckpointDir(checkpoint.uri(SWEEPS));
  }

  /** Whether enough interactions are held out to tell better from worse. */
  boolean canTell() {
    return queries >= FEWEST_QUERIES;
  }

  /** Whether to go on after an epoch with so good a likelihood. */
  interface Watcher {
    boolean goesOn(int epoch, double nll);
  }

  /**
   * Learns with the held-out interactions left out.
   *
   * @param name in log lines
   * @param watcher may end it before its time
   */
  Trial run(String name, Hyperparameters hyperparameters, Watcher watcher) {
    String file = Checkpoint.name("trial", hyperparameters.inFlags());
    Optional<Trial> finished = checkpoint.load(file, Trial.class);
    if (finished.isPresent()) {
      steps.say("  {}done by the run before", name);
      return finished.get();
    }
    long from = System.nanoTime();
    String running = Checkpoint.name("kept", hyperparameters.inFlags());
    SoftmaxTrainer trainer =
        trainer(hyperparameters, sets.computeIfAbsent(weighing(hyperparameters), this::keptSet));
    Progress progress = resumed(trainer, running, name);
    trainer.run(
        (epoch, learnt) -> {
          Verdict verdict = holdout.judge(learnt);
          say(name, epoch, learnt, verdict);
          progress.add(epoch, verdict);
          saveIfDue(running, progress, trainer);
          return epoch - progress.epoch < PATIENCE && watcher.goesOn(epoch, verdict.nll());
        });
    Trial trial =
        new Trial(
            hyperparameters,
            progress.epoch,
            progress.verdict,
            progress.curve.stream().mapToDouble(Double::doubleValue).toArray(),
            (System.nanoTime() - from) / 1e9);
    if (progress.isSaved() || checkpoint.isDue()) {
      checkpoint.save(file, trial);
      checkpoint.forget(running);
    }
    return trial;
  }

  /** Goes on where the run before was killed. */
  private Progress resumed(SoftmaxTrainer trainer, String file, String name) {
    Progress progress = checkpoint.load(file, Progress.class).orElseGet(Progress::new);
    if (progress.isSaved()) {
      trainer.resume(progress.state);
      resumedAfter = progress.state.epochs();
      steps.say("  {}goes on after epoch {} of the run before", name, progress.state.epochs());
    }
    return progress;
  }

  private void saveIfDue(String file, Progress progress, SoftmaxTrainer trainer) {
    if (checkpoint.isDue()) {
      progress.state = trainer.state();
      checkpoint.save(file, progress);
    }
  }

  /** How far a run is, and the best that held-out interactions said. */
  private static final class Progress implements Serializable {
    private static final long serialVersionUID = 1L;

    private SoftmaxTrainer.State state;
    private int epoch;
    private Verdict verdict;
    private final ArrayList<Double> curve = new ArrayList<>();

    boolean isSaved() {
      return state != null;
    }

    void add(int now, Verdict said) {
      curve.add(said.nll());
      if (verdict == null || said.nll() < verdict.nll()) {
        verdict = said;
        epoch = now;
      }
    }
  }

  private void say(String name, int epoch, Learnt learnt, Verdict verdict) {
    steps.say(
        String.format(
            Locale.ROOT,
            "  %sepoch %d: loss %.4f, held out: nll %.4f, ndcg@20 %.4f, recall@20 %.4f",
            name,
            epoch,
            learnt.loss(),
            verdict.nll(),
            verdict.ndcg(),
            verdict.recall()));
  }

  /**
   * Learns from all interactions what a trial found to be best.
   *
   * @param all numbered interactions
   */
  Learnt learn(Trial trial, Dataset<Row> all) {
    String file = Checkpoint.name("all", trial.hyperparameters().inFlags());
    try (TrainingSet set = set(all, weighing(trial.hyperparameters()))) {
      SoftmaxTrainer trainer = trainer(trial.hyperparameters(), set);
      Progress progress = resumed(trainer, file, "");
      return trainer.run(
          (epoch, learnt) -> {
            steps.say(String.format(Locale.ROOT, "  epoch %d: loss %.4f", epoch, learnt.loss()));
            saveIfDue(file, progress, trainer);
            return epoch < trial.epochs();
          });
    }
  }

  /** Factors of ALS to start from. */
  SoftmaxTrainer.Start start(Hyperparameters hyperparameters) {
    return starts.computeIfAbsent(hyperparameters.als(seed), this::startOf);
  }

  private SoftmaxTrainer.Start startOf(AlsTrainer.Settings als) {
    String file = Checkpoint.name("start", als.toString());
    Optional<SoftmaxTrainer.Start> saved = checkpoint.load(file, SoftmaxTrainer.Start.class);
    if (saved.isPresent()) {
      return saved.get();
    }
    SoftmaxTrainer.Start start =
        AlsStart.of(new AlsTrainer(als).train(pairs, data.items()), data.users());
    if (checkpoint.isDue()) {
      checkpoint.save(file, start);
    }
    return start;
  }

  /** Epochs that the run before had done where this one went on last; 0 for a run of its own. */
  int resumedAfter() {
    return resumedAfter;
  }

  /** Forgets what only other hyperparameters need. */
  void keepOnly(Hyperparameters hyperparameters) {
    starts.keySet().removeIf(als -> !als.equals(hyperparameters.als(seed)));
  }

  private SoftmaxTrainer trainer(Hyperparameters hyperparameters, TrainingSet set) {
    return new SoftmaxTrainer(
        context,
        hyperparameters.softmax(batches, seed),
        set,
        AlsStart.widened(start(hyperparameters), hyperparameters.dimension() - 1, seed),
        data.weights(),
        data.context().size());
  }

  /** What of the hyperparameters is in a training set. */
  private record Weighing(double userPower, double rivalry) {}

  private Weighing weighing(Hyperparameters hyperparameters) {
    return new Weighing(hyperparameters.userPower(), hyperparameters.rivalry());
  }

  private TrainingSet keptSet(Weighing weighing) {
    return set(kept, weighing);
  }

  private TrainingSet set(Dataset<Row> numbered, Weighing weighing) {
    ContextValues values = data.context();
    UDF1<String, int[]> lookUp = values::ordinals;
    UserDefinedFunction ordinals =
        udf(lookUp, DataTypes.createArrayType(DataTypes.IntegerType, false));
    Dataset<Row> counted =
        numbered
            .groupBy(AlsTrainer.USER, AlsTrainer.ITEM, CONTEXT)
            .agg(sum(WEIGHT).as(TrainingSet.COUNT))
            .select(
                col(AlsTrainer.USER).as(TrainingSet.USER),
                col(AlsTrainer.ITEM).as(TrainingSet.ITEM),
                ordinals.apply(col(CONTEXT)).as(TrainingSet.VALUES),
                col(TrainingSet.COUNT));
    return TrainingSet.of(
        counted,
        data.users(),
        data.items(),
        batches,
        weighing.userPower(),
        weighing.rivalry(),
        context.defaultParallelism());
  }

  /** Lets go of what the executors hold of the kept interactions. */
  void forgetKept() {
    sets.values().forEach(TrainingSet::close);
    sets.clear();
    holdout.close();
  }

  @Override
  public void close() {
    forgetKept();
    starts.clear();
    checkpoint.forget(SWEEPS);
  }
}
