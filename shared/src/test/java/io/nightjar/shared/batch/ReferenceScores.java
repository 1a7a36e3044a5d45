package io.nightjar.shared.batch;

import io.nightjar.shared.vector.ScalarKernel;
import java.util.Comparator;
import java.util.stream.IntStream;

/** One user in one variant, the plain way: every logit, a sort, a sum in double precision. */
final class ReferenceScores {
  private final float[] logits;
  private final int[] order;
  private final double logPartition;

  ReferenceScores(RandomModel model, int user, int variant) {
    int items = model.items.length;
    logits = new float[items];
    double[] exact = new double[items];
    double max = Double.NEGATIVE_INFINITY;
    float[] context = model.contexts[variant];
    for (int item = 0; item < items; item++) {
      logits[item] = ScalarKernel.dot(model.users[user], model.items[item]);
      if (context != null) {
        logits[item] += ScalarKernel.dot(context, model.items[item]);
      }
      for (int factor = 0; factor < model.dimension; factor++) {
        double query = model.users[user][factor];
        query += context == null ? 0 : context[factor];
        exact[item] += query * model.items[item][factor];
      }
      max = Math.max(max, exact[item]);
    }
    double sum = 0;
    for (double logit : exact) {
      sum += Math.exp(logit - max);
    }
    logPartition = max + Math.log(sum);
    order =
        IntStream.range(0, items)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(item -> -(double) logits[item])
                    .thenComparing(Comparator.naturalOrder()))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  double logPartition() {
    return logPartition;
  }

  /** 1e-6 relative, of a value that counts as 1 at least: an error of 1e-6 in a score. */
  double tolerance() {
    return 1e-6 * Math.max(1, Math.abs(logPartition));
  }

  int ordinal(int rank) {
    return order[rank];
  }

  float logit(int rank) {
    return logits[order[rank]] + 0f;
  }
}
