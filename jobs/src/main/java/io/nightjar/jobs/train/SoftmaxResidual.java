package io.nightjar.jobs.train;

/**
 * The softmax of one row of logits and what its negative log-likelihood asks of them: the residual
 * p − 1[chosen], which is the gradient with respect to the logits.
 */
final class SoftmaxResidual {
  private SoftmaxResidual() {}

  /**
   * Turns logits into residuals in place.
   *
   * @param logits one per item; overwritten; items without a chance come as negative infinity
   * @param count how many of them count
   * @param chosen ordinal of the chosen item, whose logit is finite
   * @return the negative log-likelihood of the chosen item
   */
  static double inPlace(double[] logits, int count, int chosen) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      max = Math.max(max, logits[i]);
    }
    double chosenLogit = logits[chosen];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      logits[i] = Math.exp(logits[i] - max);
      sum += logits[i];
    }
    double scale = 1 / sum;
    for (int i = 0; i < count; i++) {
      logits[i] *= scale;
    }
    logits[chosen] -= 1;
    return max + Math.log(sum) - chosenLogit;
  }
}
