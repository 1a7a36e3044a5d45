package io.nightjar.jobs.softmax;

/**
 * How embeddings are learnt.
 *
 * @param form what a dot product is made of
 * @param smoothingSteps of {@link GraphSmoothing}; 0 for none
 * @param temperature τ of the cosine form; the free form takes it for its start only
 * @param prior precision of the Gaussian prior on every free coordinate, per interaction of the
 *     whole; 0 for none
 * @param contextPrior the same for context embeddings
 * @param learningRate of {@link Adam} at the start; it falls to zero along half a cosine
 * @param epochs passes over the interactions
 * @param batches steps of an epoch
 * @param seed of every random choice
 */
public record SoftmaxSettings(
    Form form,
    int smoothingSteps,
    double temperature,
    double prior,
    double contextPrior,
    double learningRate,
    int epochs,
    int batches,
    long seed) {

  /** What a logit without context is. */
  public enum Form {
    /** cos(u, i) / τ + bias: lengths say nothing, which suits sparse data. */
    COSINE,
    /** u · i + bias. */
    FREE
  }

  /** Checks the limits. */
  public SoftmaxSettings {
    require(
        smoothingSteps >= 0 && smoothingSteps <= 8,
        "smoothingSteps must be 0 to 8",
        smoothingSteps);
    require(temperature > 0, "temperature must be positive", temperature);
    require(prior >= 0, "prior must not be negative", prior);
    require(contextPrior >= 0, "contextPrior must not be negative", contextPrior);
    require(learningRate > 0, "learningRate must be positive", learningRate);
    require(epochs >= 1, "epochs must be positive", epochs);
    require(batches >= 1, "batches must be positive", batches);
  }

  /**
   * Root mean square length of the vectors to start with. In the cosine form it says nothing; the
   * free form starts where the dot product of a user and an item that point the same way is 1/τ.
   */
  double startLength() {
    return form == Form.COSINE ? 1 : Math.sqrt(1 / temperature);
  }

  private static void require(boolean kept, String rule, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }
}
