package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.SoftmaxSettings;
import picocli.CommandLine.Option;

/** Flags that say how to learn. What is not given, the data choose, or {@code --tune}. */
final class HyperparameterOptions {
  @Option(
      names = "--dimension",
      paramLabel = "N",
      description = "Length of an embedding, 2 to 1024 (default: 64).")
  Integer dimension;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Sweeps of ALS (default: 12, 6 beyond 64 dimensions).")
  Integer iterations;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Passes of maximum likelihood over the interactions, at most (default: 20); held-out"
              + " interactions tell when to stop.")
  Integer epochs;

  @Option(
      names = "--form",
      paramLabel = "FORM",
      description =
          "cosine: vectors of users and items have a fixed length; free: it is learnt (default:"
              + " cosine).")
  SoftmaxSettings.Form form;

  @Option(
      names = "--smoothing",
      paramLabel = "N",
      description =
          "Steps along the interactions over which embeddings are smoothed; 0 for none (default:"
              + " 2, in the free form 0).")
  Integer smoothing;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      description = "Of the cosine form: smaller lets the model be surer (default: 0.1).")
  Double temperature;

  @Option(
      names = "--prior",
      paramLabel = "X",
      description =
          "Of the free form: how strongly users and items are held near zero (default: 0.3).")
  Double prior;

  @Option(
      names = "--user-power",
      paramLabel = "X",
      description =
          "The n interactions of a user weigh n to this power together: 1 hears the busiest, 0"
              + " every user alike (default: 1 with context, else 0.5).")
  Double userPower;

  @Option(
      names = "--rivalry",
      paramLabel = "X",
      description =
          "Where items do not repeat: how much what a user has, in a context, competes with each"
              + " item of it, 0 to 1 (default: 0.15 with context, else 0).")
  Double rivalry;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Of Adam, at the start (default: 0.03, in the free form 0.02).")
  Double learningRate;

  @Option(
      names = "--alpha",
      paramLabel = "X",
      description = "Confidence of ALS per interaction (default: 3 on dense data, 40 on sparse).")
  Double alpha;

  @Option(
      names = "--regularization",
      paramLabel = "X",
      description = "Regularization of ALS (default: 0.1 on dense data, 1 on sparse).")
  Double regularization;

  /**
   * The checked values.
   *
   * @param ofRecipe dimension that the recipe's own hyperparameter asks for; null for none
   */
  GivenHyperparameters toGiven(Integer ofRecipe) {
    return new GivenHyperparameters(
        ofRecipe != null ? ofRecipe : dimension,
        iterations,
        alpha,
        regularization,
        form,
        smoothing,
        temperature,
        prior,
        userPower,
        rivalry,
        learningRate,
        epochs);
  }
}
