package io.nightjar.shared.scoring;

/** Turns logits into probabilities. */
public final class Softmax {
  private Softmax() {}

  /**
   * Probability of one item.
   *
   * @param logit the item's logit
   * @param logPartition {@link LogPartition#value()} over all candidates
   * @return a value in [0, 1]
   */
  public static double score(float logit, double logPartition) {
    return Math.min(1.0, Math.exp(logit - logPartition));
  }

  /**
   * Probabilities of a whole candidate set.
   *
   * @param logits one per candidate; may be empty
   * @return one score per candidate; they sum to 1
   */
  public static double[] scores(float[] logits) {
    LogPartition partition = new LogPartition();
    partition.addAll(logits, logits.length);
    double logPartition = partition.value();
    double[] scores = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      scores[i] = score(logits[i], logPartition);
    }
    return scores;
  }
}
