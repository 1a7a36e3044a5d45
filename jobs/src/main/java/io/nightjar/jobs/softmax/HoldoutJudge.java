package io.nightjar.jobs.softmax;

import io.nightjar.shared.scoring.TopN;
import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;
import java.util.Arrays;

/**
 * Asks held-out queries: likelihood of what was chosen among the candidates, at several scales of
 * the logits without their bias, and ndcg@20.
 */
final class HoldoutJudge {
  private static final int DEPTH = 20;
  private static final int EARLY = 10;
  private static final int CHUNK = 1024;

  /** A logit that adds nothing to any sum, at any scale, and comes after all others. */
  private static final float NO_CANDIDATE = -1e30f;

  /** A sum of exponentials outside of these was taken with a reference too far away. */
  private static final double LEAST_SUM = 1e-20;

  private static final double MOST_SUM = 1e20;

  private final Kernel kernel = Kernels.active();
  private final Point point;
  private final PackedItems items;
  private final float[] bias;
  private final float[][] logits;
  private final float[] scalable;
  private final float[] ofBias;
  private final float[] scaled;

  HoldoutJudge(Point point) {
    this.point = point;
    this.items = point.items().packed();
    this.logits = new float[Kernel.QUAD][items.paddedItems()];
    this.scalable = new float[items.paddedItems()];
    this.ofBias = new float[items.paddedItems()];
    this.scaled = new float[items.paddedItems()];
    this.bias = new float[items.paddedItems()];
    for (int item = 0; item < items.items(); item++) {
      bias[item] = point.items().value(item, point.items().dimension() - 1);
    }
  }

  /**
   * Judges all queries of a part.
   *
   * @param events interactions that each user of the part had before
   */
  Verdict judge(HoldoutPart part, int[] events) {
    Verdict verdict = new Verdict();
    QueryPart queries = part.queries();
    float[] users = point.users()[queries.number()];
    int dimension = point.items().dimension();
    float[] flat = new float[dimension];
    for (int first = 0; first < queries.queries(); first += Kernel.QUAD) {
      int count = Math.min(Kernel.QUAD, queries.queries() - first);
      float[][] vectors = new float[count][];
      for (int q = 0; q < count; q++) {
        PartGradient.fill(queries, first + q, point, users, flat, 0);
        vectors[q] = flat.clone();
      }
      items.logits(kernel, vectors, Arrays.copyOf(logits, count));
      for (int q = 0; q < count; q++) {
        int query = first + q;
        int group = Verdict.group(events[queries.user(query)]);
        judge(part, query, vectors[q][dimension - 1], logits[q], group, verdict);
      }
    }
    return verdict;
  }

  private void judge(
      HoldoutPart part, int query, float constant, float[] of, int group, Verdict verdict) {
    Arrays.fill(of, items.items(), of.length, NO_CANDIDATE);
    for (int e = part.excludedStarts()[query]; e < part.excludedStarts()[query + 1]; e++) {
      of[part.excluded()[e]] = NO_CANDIDATE;
    }
    var choices = part.queries().choices();
    int from = choices.start(query);
    int to = choices.start(query + 1);
    double[] losses = new double[Verdict.SCALES.length];
    for (int i = 0; i < of.length; i++) {
      ofBias[i] = constant * bias[i];
      scalable[i] = of[i] - ofBias[i];
    }
    // From one scale to the next the sum changes little: the last one is as good a reference as the
    // greatest logit, which would have to be sought.
    double logPartition = Double.NaN;
    for (int scale = 0; scale < losses.length; scale++) {
      float factor = (float) Verdict.SCALES[scale];
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] = factor * scalable[i] + ofBias[i];
      }
      logPartition = logPartition((float) logPartition);
      for (int c = from; c < to; c++) {
        losses[scale] += choices.weightOf(c) * (logPartition - scaled[choices.item(c)]);
      }
    }
    verdict.add(group, losses, choices.weight(query), ranked(of, part, from, to));
  }

  /** Of what is {@link #scaled}; the reference need not be near. */
  private double logPartition(float reference) {
    double sum = sum(reference);
    if (sum > LEAST_SUM && sum < MOST_SUM) {
      return reference + Math.log(sum);
    }
    float max = kernel.max(scaled, 0, scaled.length);
    return max + Math.log(sum(max));
  }

  private double sum(float reference) {
    double sum = 0;
    for (int at = 0; at < scaled.length; at += CHUNK) {
      sum += kernel.expSum(scaled, at, Math.min(CHUNK, scaled.length - at), reference);
    }
    return sum;
  }

  private Verdict.Ranked ranked(float[] of, HoldoutPart part, int from, int to) {
    TopN top = new TopN(Math.min(DEPTH, items.items()));
    top.offerAll(of, items.items(), 0);
    int[] best = new int[top.size()];
    int found = top.drain(best, new float[best.length], 0);
    double gain = 0;
    double ideal = 0;
    int hits = 0;
    int early = 0;
    for (int rank = 0; rank < found; rank++) {
      double discount = Math.log(2) / Math.log(rank + 2.0);
      if (part.queries().choices().contains(from, to, best[rank])) {
        gain += discount;
        hits++;
        early += rank < EARLY ? 1 : 0;
      }
      ideal += rank < to - from ? discount : 0;
    }
    return new Verdict.Ranked(gain / ideal, early > 0 ? 1 : 0, (double) hits / (to - from));
  }
}
