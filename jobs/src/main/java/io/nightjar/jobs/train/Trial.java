package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.Verdict;
import java.io.Serializable;

/**
 * What held-out interactions said of some hyperparameters.
 *
 * @param hyperparameters that were tried
 * @param epochs after which the held-out interactions were likeliest
 * @param verdict at that point; null when too few interactions were held out to tell
 * @param curve negative log-likelihood after each epoch
 * @param seconds that it took
 */
record Trial(
    Hyperparameters hyperparameters, int epochs, Verdict verdict, double[] curve, double seconds)
    implements Serializable {

  /** No held-out interactions: all epochs, no word on how they did. */
  static Trial blind(Hyperparameters hyperparameters) {
    return new Trial(hyperparameters, hyperparameters.epochs(), null, new double[0], 0);
  }

  /** Mean negative log-likelihood of a held-out interaction, in nats. */
  double nll() {
    return verdict.nll();
  }

  /** The likelihood after an epoch, or the last before it ended. */
  double after(int epoch) {
    return curve[Math.min(epoch, curve.length) - 1];
  }
}
