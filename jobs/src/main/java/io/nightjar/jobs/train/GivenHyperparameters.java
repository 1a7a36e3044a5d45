package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.SoftmaxSettings;

/**
 * The hyperparameters that somebody insists on; null where the data or {@link Tuner} may choose.
 *
 * @param dimension see {@link Hyperparameters}, as for all others
 */
public record GivenHyperparameters(
    Integer dimension,
    Integer iterations,
    Double alpha,
    Double regularization,
    SoftmaxSettings.Form form,
    Integer smoothing,
    Double temperature,
    Double prior,
    Double userPower,
    Double rivalry,
    Double learningRate,
    Integer epochs) {
  /** Nothing is given. */
  public static final GivenHyperparameters NONE =
      new GivenHyperparameters(
          null, null, null, null, null, null, null, null, null, null, null, null);

  /** Checks every value that is there. */
  public GivenHyperparameters {
    between("--dimension", dimension, 2, 1024);
    between("--iterations", iterations, 1, 200);
    positive("--alpha", alpha);
    positive("--regularization", regularization);
    between("--smoothing", smoothing, 0, 8);
    require(
        temperature == null || (temperature > 0 && temperature <= 10),
        "--temperature must be above 0 and at most 10",
        temperature);
    require(prior == null || prior >= 0, "--prior must not be negative", prior);
    require(
        userPower == null || (userPower >= 0 && userPower <= 1),
        "--user-power must be 0 to 1",
        userPower);
    require(rivalry == null || (rivalry >= 0 && rivalry <= 1), "--rivalry must be 0 to 1", rivalry);
    require(
        learningRate == null || (learningRate > 0 && learningRate <= 1),
        "--learning-rate must be above 0 and at most 1",
        learningRate);
    between("--epochs", epochs, 1, 200);
  }

  /** A small model that learns quickly, for samples. */
  public static GivenHyperparameters small(int dimension, int iterations, int epochs) {
    return new GivenHyperparameters(
        dimension, iterations, null, null, null, null, null, null, null, null, null, epochs);
  }

  /**
   * Fills the gaps. With context all interactions are heard alike, and what a user has in a context
   * competes a little with each item of it: see decision 6.
   *
   * @param dense whether more than one in a hundred user–item pairs occurs
   * @param contextual whether there are context fields
   */
  Hyperparameters orDefaults(boolean dense, boolean contextual) {
    SoftmaxSettings.Form chosen = or(form, SoftmaxSettings.Form.COSINE);
    boolean free = chosen == SoftmaxSettings.Form.FREE;
    return new Hyperparameters(
        or(dimension, 64),
        or(iterations, sweeps(or(dimension, 64))),
        or(alpha, dense ? 3.0 : 40.0),
        or(regularization, dense ? 0.1 : 1.0),
        chosen,
        or(smoothing, free ? 0 : 2),
        or(temperature, 0.1),
        or(prior, 0.3),
        or(userPower, contextual ? 1.0 : 0.5),
        or(rivalry, contextual ? 0.15 : 0.0),
        or(learningRate, free ? 0.02 : 0.03),
        or(epochs, 20));
  }

  /** Sweeps of ALS unless given: fewer where each costs eight times as much. */
  static int sweeps(int dimension) {
    return dimension <= 64 ? 12 : 6;
  }

  /** The same with what is given here, whatever they say. */
  Hyperparameters keptIn(Hyperparameters others) {
    return others.with(
        draft -> {
          draft.dimension = or(dimension, draft.dimension);
          draft.iterations = or(iterations, draft.iterations);
          draft.alpha = or(alpha, draft.alpha);
          draft.regularization = or(regularization, draft.regularization);
          draft.form = or(form, draft.form);
          draft.smoothing = or(smoothing, draft.smoothing);
          draft.temperature = or(temperature, draft.temperature);
          draft.prior = or(prior, draft.prior);
          draft.userPower = or(userPower, draft.userPower);
          draft.rivalry = or(rivalry, draft.rivalry);
          draft.learningRate = or(learningRate, draft.learningRate);
          draft.epochs = or(epochs, draft.epochs);
        });
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  private static void between(String flag, Integer value, int least, int most) {
    require(
        value == null || (value >= least && value <= most),
        flag + " must be " + least + " to " + most,
        value);
  }

  private static void positive(String flag, Double value) {
    require(value == null || value > 0, flag + " must be positive", value);
  }

  private static void require(boolean kept, String rule, Object value) {
    if (!kept) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }
}
