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
  private static final float NO_CANDIDATE = -Float.MAX_VALUE;

  private final Kernel kernel = Kernels.active();
  private final Point point;
  private final PackedItems items;
  private final float[] bias;
  private final float[][] logits;
  private final float[] scaled;

  HoldoutJudge(Point point) {
    this.point = point;
    this.items = point.items().packed();
    this.logits = new float[Kernel.QUAD][items.paddedItems()];
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
    for (int scale = 0; scale < losses.length; scale++) {
      float factor = (float) Verdict.SCALES[scale];
      for (int i = 0; i < of.length; i++) {
        float ofBias = constant * bias[i];
        scaled[i] = of[i] == NO_CANDIDATE ? of[i] : factor * (of[i] - ofBias) + ofBias;
      }
      double logPartition = logPartition(scaled);
      for (int c = from; c < to; c++) {
        losses[scale] += choices.weightOf(c) * (logPartition - scaled[choices.item(c)]);
      }
    }
    verdict.add(group, losses, choices.weight(query), ranked(of, part, from, to));
  }

  private double logPartition(float[] of) {
    float max = kernel.max(of, 0, of.length);
    double sum = 0;
    for (int at = 0; at < of.length; at += CHUNK) {
      sum += kernel.expSum(of, at, Math.min(CHUNK, of.length - at), max);
    }
    return max + Math.log(sum);
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
