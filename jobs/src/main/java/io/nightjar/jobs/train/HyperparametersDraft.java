package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.SoftmaxSettings;

/** {@link Hyperparameters} that are being changed. Not thread-safe. */
final class HyperparametersDraft {
  int dimension;
  int iterations;
  double alpha;
  double regularization;
  SoftmaxSettings.Form form;
  int smoothing;
  double temperature;
  double prior;
  double userPower;
  double rivalry;
  double learningRate;
  int epochs;

  HyperparametersDraft(Hyperparameters from) {
    dimension = from.dimension();
    iterations = from.iterations();
    alpha = from.alpha();
    regularization = from.regularization();
    form = from.form();
    smoothing = from.smoothing();
    temperature = from.temperature();
    prior = from.prior();
    userPower = from.userPower();
    rivalry = from.rivalry();
    learningRate = from.learningRate();
    epochs = from.epochs();
  }

  Hyperparameters finished() {
    return new Hyperparameters(
        dimension,
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
