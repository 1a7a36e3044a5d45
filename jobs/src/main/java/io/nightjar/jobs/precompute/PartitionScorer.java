package io.nightjar.jobs.precompute;

import io.nightjar.jobs.store.ModelReader;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.LogPartition;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.scoring.Softmax;
import io.nightjar.shared.scoring.TopN;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/**
 * Scores the users of one partition in all context variants and gives the rows of the table, sorted
 * by (context, user_id).
 *
 * <p>s_u is computed once per user, s_c once per variant; the results of the whole partition are
 * held as ordinals and scores ({@link #bytesPerUser}), so the caller bounds memory by bounding the
 * users of a partition.
 */
final class PartitionScorer {
  private final Scorer scorer;
  private final IdMap items;
  private final List<String> variants;
  private final float[][] contextLogits;
  private final int n;

  /**
   * A scorer for one task.
   *
   * @param contextLogits s_c of each variant, null for the empty one
   * @param top items in each row
   */
  PartitionScorer(
      Scorer scorer, IdMap items, List<String> variants, float[][] contextLogits, int top) {
    this.scorer = scorer;
    this.items = items;
    this.variants = variants;
    this.contextLogits = contextLogits;
    this.n = Math.min(top, items.size());
  }

  /** Bytes that the results of one user take while a partition is scored. */
  static long bytesPerUser(int variants, int top) {
    return (long) variants * (8L * top + 8) + 64;
  }

  /**
   * Scores.
   *
   * @param users rows (user_id, embedding), sorted by user_id; a null id is the unknown user
   * @param progress counts users
   */
  Iterator<Row> score(Iterator<Row> users, LongAccumulator progress) {
    List<String> ids = new ArrayList<>();
    List<int[]> ordinals = new ArrayList<>();
    List<float[]> scores = new ArrayList<>();
    List<double[]> logPartitions = new ArrayList<>();
    float[] userLogits = new float[scorer.logitsLength()];
    float[] logits = new float[scorer.logitsLength()];
    float[] topLogits = new float[n];
    TopN top = new TopN(n);
    while (users.hasNext()) {
      Row user = users.next();
      scorer.partLogits(ModelReader.floats(user.getSeq(1)), userLogits);
      int[] userOrdinals = new int[variants.size() * n];
      float[] userScores = new float[variants.size() * n];
      double[] userPartitions = new double[variants.size()];
      for (int variant = 0; variant < variants.size(); variant++) {
        float[] all = userLogits;
        if (contextLogits[variant] != null) {
          Scorer.addContext(userLogits, contextLogits[variant], logits, items.size());
          all = logits;
        }
        LogPartition partition = new LogPartition();
        partition.addAll(all, items.size());
        userPartitions[variant] = partition.value();
        top.offerAll(all, items.size(), 0);
        int[] bestOrdinals = new int[n];
        top.drain(bestOrdinals, topLogits, 0);
        for (int rank = 0; rank < n; rank++) {
          userOrdinals[variant * n + rank] = bestOrdinals[rank];
          userScores[variant * n + rank] =
              (float) Softmax.score(topLogits[rank], userPartitions[variant]);
        }
      }
      ids.add(user.getString(0));
      ordinals.add(userOrdinals);
      scores.add(userScores);
      logPartitions.add(userPartitions);
      progress.add(1);
    }
    return IntStream.range(0, variants.size())
        .boxed()
        .flatMap(
            variant ->
                IntStream.range(0, ids.size())
                    .mapToObj(
                        user ->
                            RowFactory.create(
                                ids.get(user),
                                variants.get(variant),
                                logPartitions.get(user)[variant],
                                list(ordinals.get(user), scores.get(user), variant))))
        .iterator();
  }

  private Row[] list(int[] ordinals, float[] scores, int variant) {
    Row[] list = new Row[n];
    for (int rank = 0; rank < n; rank++) {
      int at = variant * n + rank;
      list[rank] = RowFactory.create(items.id(ordinals[at]), scores[at]);
    }
    return list;
  }
}
