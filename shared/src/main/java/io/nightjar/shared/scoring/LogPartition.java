package io.nightjar.shared.scoring;

/**
 * The logarithm of a softmax denominator, log Σ exp(logit), kept as a maximum and a scaled sum, so
 * that it neither overflows nor depends on how the items are cut into blocks.
 *
 * <p>Mutable and not thread-safe: one per thread, merged at the end.
 */
public final class LogPartition {
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;

  /**
   * Adds the first {@code count} logits.
   *
   * @throws IllegalArgumentException if one is not finite, as when embeddings are so long that a
   *     dot product overflows: no score could be given
   */
  public void addAll(float[] logits, int count) {
    if (count == 0) {
      return;
    }
    float blockMax = logits[0];
    float blockMin = logits[0];
    for (int i = 1; i < count; i++) {
      blockMax = Math.max(blockMax, logits[i]);
      blockMin = Math.min(blockMin, logits[i]);
    }
    if (!Float.isFinite(blockMax) || !Float.isFinite(blockMin)) {
      throw notFinite(logits);
    }
    double blockSum = 0;
    for (int i = 0; i < count; i++) {
      blockSum += Math.exp((double) logits[i] - blockMax);
    }
    add(blockMax, blockSum);
  }

  private static IllegalArgumentException notFinite(float[] logits) {
    int first = 0;
    while (Float.isFinite(logits[first])) {
      first++;
    }
    return new IllegalArgumentException(
        "logits must be finite: logit " + first + " is " + logits[first]);
  }

  /** Adds the items that {@code other} has seen. */
  public void merge(LogPartition other) {
    if (other.sum > 0) {
      add(other.max, other.sum);
    }
  }

  /** Adds {@code otherSum} × exp({@code otherMax}), both finite, the sum not 0. */
  void add(double otherMax, double otherSum) {
    double newMax = Math.max(max, otherMax);
    double kept = sum == 0 ? 0 : sum * Math.exp(max - newMax);
    sum = kept + otherSum * Math.exp(otherMax - newMax);
    max = newMax;
  }

  /** log Σ exp over everything added; negative infinity when that is nothing. */
  public double value() {
    return sum == 0 ? Double.NEGATIVE_INFINITY : max + Math.log(sum);
  }
}
