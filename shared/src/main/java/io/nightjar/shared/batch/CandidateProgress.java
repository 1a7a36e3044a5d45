package io.nightjar.shared.batch;

import io.nightjar.shared.scoring.TopN;

/**
 * What is known of one query after some tiles: the best candidates, and the sum of exponentials
 * relative to the greatest logit so far, rescaled whenever a greater one comes. Not thread-safe.
 */
final class CandidateProgress {
  private final CandidateQuery query;
  private final TopN top;
  private final float[] asked;
  private int nextAsked;
  private int nextExcluded;
  private float reference = Float.NEGATIVE_INFINITY;
  private double sum;

  CandidateProgress(CandidateQuery query, int n) {
    this.query = query;
    this.top = new TopN(n);
    this.asked = new float[query.asked().length];
  }

  /** Keeps the wanted logits of a tile, then makes its excluded items minus infinity. */
  void readAskedAndMask(float[] logits, int row, int first, int items) {
    int end = first + items;
    while (nextAsked < asked.length && query.asked()[nextAsked] < end) {
      asked[nextAsked] = logits[row + query.asked()[nextAsked] - first];
      nextAsked++;
    }
    int[] excluded = query.excluded();
    while (nextExcluded < excluded.length && excluded[nextExcluded] < end) {
      logits[row + excluded[nextExcluded] - first] = Float.NEGATIVE_INFINITY;
      nextExcluded++;
    }
  }

  /** Makes the reference at least {@code max}, and the sum so far relative to it. */
  void raiseReference(float max) {
    if (max > reference) {
      sum *= Math.exp((double) reference - max);
      reference = max;
    }
  }

  /** Adds exponentials relative to {@link #reference}. */
  void addToSum(float exponentials) {
    sum += exponentials;
  }

  float reference() {
    return reference;
  }

  float threshold() {
    return top.threshold();
  }

  void offer(int ordinal, float logit) {
    top.offer(ordinal, logit);
  }

  CandidateRanking ranking() {
    int[] ordinals = new int[top.size()];
    float[] logits = new float[top.size()];
    top.drain(ordinals, logits, 0);
    double logPartition = sum == 0 ? Double.NEGATIVE_INFINITY : reference + Math.log(sum);
    return new CandidateRanking(logPartition, ordinals, logits, asked);
  }
}
