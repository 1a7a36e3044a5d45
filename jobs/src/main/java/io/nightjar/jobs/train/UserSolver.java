package io.nightjar.jobs.train;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;

import io.nightjar.jobs.store.ModelReader;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;
import scala.collection.Seq;

/** Solves every user again from all pairs, those held out for the calibration included. */
final class UserSolver {
  private final Broadcast<FoldIn> foldIn;
  private final FoldedFactors.Users fold;

  UserSolver(
      JavaSparkContext context,
      AlsTrainer.Factors factors,
      AlsTrainer.Settings settings,
      FoldedFactors.Users fold) {
    this.foldIn =
        context.broadcast(new FoldIn(factors.items(), settings.alpha(), settings.regularization()));
    this.fold = fold;
  }

  /**
   * Final embeddings by user ordinal.
   *
   * @param pairs columns user, item, strength
   */
  JavaPairRDD<Integer, float[]> embeddings(Dataset<Row> pairs) {
    Broadcast<FoldIn> solver = foldIn;
    FoldedFactors.Users folding = fold;
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
              return new Tuple2<>(
                  row.getInt(0), folding.of(solver.value().solve(chosen, strength)));
            });
  }
}
