package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.SoftmaxSettings;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All that may be chosen about learning, with a value for each: given, by default or found by
 * {@link Tuner}. Immutable.
 *
 * @param dimension length of an embedding, the bias coordinate included; 2 to 1024
 * @param iterations sweeps of ALS, 1 to 200
 * @param alpha confidence of ALS per interaction, positive
 * @param regularization of ALS, positive
 * @param form whether lengths of vectors are fixed or learnt
 * @param smoothing steps along the interactions over which embeddings are smoothed, 0 to 8
 * @param temperature τ of the cosine form, above 0 to 10
 * @param prior precision of the Gaussian prior on users and items in the free form, 0 or more
 * @param userPower the n interactions of a user weigh n to this power together, 0 to 1
 * @param rivalry how much what a user has in a context competes with each item of it, where items
 *     do not repeat: {@link io.nightjar.shared.likelihood.Choices#rivalry}; 0 to 1
 * @param learningRate of Adam at the start, above 0 to 1
 * @param epochs passes of maximum likelihood, at most; 1 to 200
 */
public record Hyperparameters(
    int dimension,
    int iterations,
    double alpha,
    double regularization,
    SoftmaxSettings.Form form,
    int smoothing,
    double temperature,
    double prior,
    double userPower,
    double rivalry,
    double learningRate,
    int epochs)
    implements Serializable {
  private static final double CONTEXT_PRIOR = 1;

  /** How ALS makes the start; where dimensions are many, of some of them only. */
  AlsTrainer.Settings als(long seed) {
    int factors = Math.min(AlsStart.MOST_FACTORS, dimension - 1);
    return new AlsTrainer.Settings(factors, iterations, alpha, regularization, seed);
  }

  /**
   * How the likelihood is climbed.
   *
   * @param batches steps of an epoch
   */
  SoftmaxSettings softmax(int batches, long seed) {
    return new SoftmaxSettings(
        form,
        smoothing,
        temperature,
        form == SoftmaxSettings.Form.FREE ? prior : 0,
        CONTEXT_PRIOR,
        learningRate,
        epochs,
        batches,
        seed);
  }

  /** These with some of them changed. */
  Hyperparameters with(Consumer<HyperparametersDraft> change) {
    HyperparametersDraft draft = new HyperparametersDraft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** Adds the numbers, by name, to what a manifest tells of training. */
  void addTo(Map<String, Double> measured) {
    measured.put("dimension", (double) dimension);
    measured.put("als_iterations", (double) iterations);
    measured.put("als_alpha", alpha);
    measured.put("als_regularization", regularization);
    measured.put("free_form", form == SoftmaxSettings.Form.FREE ? 1.0 : 0.0);
    measured.put("smoothing", (double) smoothing);
    if (form == SoftmaxSettings.Form.FREE) {
      measured.put("prior", prior);
    } else {
      measured.put("temperature", temperature);
    }
    measured.put("user_power", userPower);
    measured.put("rivalry", rivalry);
    measured.put("learning_rate", learningRate);
  }

  /** As flags that give the same model again. */
  public String inFlags() {
    return String.format(
        Locale.ROOT,
        "--dimension %d --form %s --smoothing %d %s --user-power %s --rivalry %s --learning-rate %s --epochs %d"
            + " --iterations %d --alpha %s --regularization %s",
        dimension,
        form.name().toLowerCase(Locale.ROOT),
        smoothing,
        form == SoftmaxSettings.Form.FREE ? "--prior " + prior : "--temperature " + temperature,
        userPower,
        rivalry,
        learningRate,
        epochs,
        iterations,
        alpha,
        regularization);
  }
}
