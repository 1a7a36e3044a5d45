package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.CONTEXT;
import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;

import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.softmax.Holdout;
import io.nightjar.jobs.softmax.Learnt;
import io.nightjar.jobs.softmax.SoftmaxSettings;
import io.nightjar.jobs.softmax.SoftmaxTrainer;
import io.nightjar.jobs.softmax.TrainingSet;
import io.nightjar.jobs.softmax.Verdict;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Learns users, items and context values together, twice: once without the held-out interactions,
 * which tell after how many epochs to stop and how sure the model may be, then with all of them.
 */
final class JointTrainer {
  /** Fewer held-out queries tell nothing. */
  private static final int FEWEST_QUERIES = 20;

  /** Epochs without a better likelihood after which the first run ends. */
  private static final int PATIENCE = 3;

  private final JavaSparkContext context;
  private final TrainingData data;
  private final SoftmaxSettings settings;
  private final SoftmaxTrainer.Start start;
  private final Steps steps;

  JointTrainer(
      JavaSparkContext context,
      TrainingData data,
      SoftmaxSettings settings,
      SoftmaxTrainer.Start start,
      Steps steps) {
    this.context = context;
    this.data = data;
    this.settings = settings;
    this.start = start;
    this.steps = steps;
  }

  /**
   * What came out.
   *
   * @param learnt embeddings before the last word on how sure they are
   * @param epochs after which the held-out interactions were likeliest
   * @param verdict on the held-out interactions at that point; null when there were too few
   */
  record Outcome(Learnt learnt, int epochs, Verdict verdict) {}

  /**
   * Learns.
   *
   * @param kept numbered interactions to learn from in the first run
   * @param all numbered interactions to learn from in the second
   */
  Outcome run(Dataset<Row> kept, Dataset<Row> all, HeldOutQueries heldOut) {
    Best best = new Best(settings.epochs());
    if (heldOut.queries().size() >= FEWEST_QUERIES) {
      steps.run(
          "learn users, items and context, some interactions held out",
          () -> {
            firstRun(kept, heldOut, best);
            return best;
          },
          done ->
              String.format(
                  Locale.ROOT,
                  "%,d held-out queries, best after %d epochs: ndcg@20 %.4f, nll %.3f (uniform %.3f)",
                  done.verdict.queries(),
                  done.epochs,
                  done.verdict.ndcg(),
                  done.verdict.nll(),
                  Math.log(data.items())));
    }
    Learnt learnt =
        steps.run(
            "learn users, items and context from all interactions",
            () -> secondRun(all, best.epochs),
            done -> "%d epochs".formatted(best.epochs));
    return new Outcome(learnt, best.epochs, best.verdict);
  }

  private static final class Best {
    private int epochs;
    private Verdict verdict;

    Best(int epochs) {
      this.epochs = epochs;
    }
  }

  private void firstRun(Dataset<Row> kept, HeldOutQueries heldOut, Best best) {
    try (TrainingSet set = set(kept);
        Holdout holdout = Holdout.of(context, heldOut.queries(), context.defaultParallelism())) {
      trainer(set)
          .run(
              (epoch, learnt) -> {
                Verdict verdict = holdout.judge(learnt);
                say(epoch, learnt, verdict);
                if (best.verdict == null || verdict.nll() < best.verdict.nll()) {
                  best.verdict = verdict;
                  best.epochs = epoch;
                }
                return epoch - best.epochs < PATIENCE;
              });
    }
  }

  private void say(int epoch, Learnt learnt, Verdict verdict) {
    steps.say(
        String.format(
            Locale.ROOT,
            "  epoch %d: loss %.4f, held out: nll %.4f, ndcg@20 %.4f, recall@20 %.4f",
            epoch,
            learnt.loss(),
            verdict.nll(),
            verdict.ndcg(),
            verdict.recall()));
  }

  private Learnt secondRun(Dataset<Row> all, int epochs) {
    try (TrainingSet set = set(all)) {
      return trainer(set)
          .run(
              (epoch, learnt) -> {
                steps.say(
                    String.format(Locale.ROOT, "  epoch %d: loss %.4f", epoch, learnt.loss()));
                return epoch < epochs;
              });
    }
  }

  private SoftmaxTrainer trainer(TrainingSet set) {
    return new SoftmaxTrainer(context, settings, set, start, data.weights(), data.context().size());
  }

  private TrainingSet set(Dataset<Row> numbered) {
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
        counted, data.users(), data.items(), settings, context.defaultParallelism());
  }
}
