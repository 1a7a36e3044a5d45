package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.SoftmaxSettings.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What {@link Tuner} varies, one after the other, those that tend to matter most first. */
enum TuningAxis {
  /** Fixed or learnt lengths; learnt ones smoothed and not. */
  FORM(
      given -> given.form() == null,
      trial -> {
        Hyperparameters now = trial.hyperparameters();
        return now.form() == Form.COSINE
            ? List.of(now.with(d -> free(d, 0)), now.with(d -> free(d, now.smoothing())))
            : List.of(now.with(TuningAxis::cosine));
      }),

  /** How strongly vectors of the free form are held near zero. */
  PRIOR(
      given -> given.prior() == null,
      trial -> {
        Hyperparameters now = trial.hyperparameters();
        return now.form() == Form.FREE
            ? List.of(
                now.with(d -> d.prior = rounded(now.prior() * 3)),
                now.with(d -> d.prior = rounded(now.prior() / 3)))
            : List.of();
      }),

  /** How long vectors of the cosine form are. */
  TEMPERATURE(
      given -> given.temperature() == null,
      trial -> {
        Hyperparameters now = trial.hyperparameters();
        return now.form() == Form.COSINE
            ? List.of(
                now.with(d -> d.temperature = rounded(now.temperature() * 0.75)),
                now.with(d -> d.temperature = rounded(now.temperature() / 0.75)))
            : List.of();
      }),

  /** Twice and half the dimension. */
  DIMENSION(
      given -> given.dimension() == null,
      trial -> {
        Hyperparameters now = trial.hyperparameters();
        List<Hyperparameters> options = new ArrayList<>();
        if (now.dimension() * 2 <= 256) {
          options.add(now.with(d -> resize(d, now.dimension() * 2)));
        }
        if (now.dimension() / 2 >= 16) {
          options.add(now.with(d -> resize(d, now.dimension() / 2)));
        }
        return options;
      }),

  /** Steps along the interactions. */
  SMOOTHING(
      given -> given.smoothing() == null,
      trial -> {
        Hyperparameters now = trial.hyperparameters();
        List<Hyperparameters> options = new ArrayList<>();
        if (now.smoothing() < 4) {
          options.add(now.with(d -> d.smoothing++));
        }
        if (now.smoothing() > 0) {
          options.add(now.with(d -> d.smoothing--));
        }
        return options;
      }),

  /** Whether the busiest are heard most. */
  USER_POWER(
      given -> given.userPower() == null,
      trial -> {
        Hyperparameters now = trial.hyperparameters();
        List<Hyperparameters> options = new ArrayList<>();
        if (now.userPower() < 1) {
          options.add(now.with(d -> d.userPower = Math.min(1, now.userPower() + 0.25)));
        }
        if (now.userPower() > 0) {
          options.add(now.with(d -> d.userPower = Math.max(0, now.userPower() - 0.25)));
        }
        return options;
      }),

  /** How much a user's own items compete; not at all a choice where items repeat. */
  RIVALRY(given -> given.rivalry() == null, trial -> rivalries(trial.hyperparameters())),

  /** More, or shorter, steps. */
  LEARNING(
      given -> given.learningRate() == null && given.epochs() == null,
      trial -> {
        Hyperparameters now = trial.hyperparameters();
        List<Hyperparameters> options = new ArrayList<>();
        boolean toTheEnd = trial.epochs() * 10 >= now.epochs() * 9;
        if (toTheEnd && now.epochs() <= 100) {
          options.add(now.with(d -> d.epochs *= 2));
        }
        if (toTheEnd) {
          options.add(now.with(d -> d.learningRate *= 2));
        } else {
          options.add(now.with(d -> d.learningRate /= 2));
        }
        return options;
      }),

  /** The start. */
  ALS(
      given -> given.alpha() == null && given.regularization() == null,
      trial -> {
        Hyperparameters now = trial.hyperparameters();
        return List.of(now.with(d -> d.alpha *= 3), now.with(d -> d.regularization *= 3));
      });

  private static final double SOME_RIVALRY = 0.15;

  /** Learning rate of the free form to that of the cosine form, whose lengths do not move. */
  private static final double FREE_RATE = 2.0 / 3;

  private final Predicate<GivenHyperparameters> free;
  private final Function<Trial, List<Hyperparameters>> options;

  TuningAxis(Predicate<GivenHyperparameters> free, Function<Trial, List<Hyperparameters>> options) {
    this.free = free;
    this.options = options;
  }

  private static void free(HyperparametersDraft draft, int smoothing) {
    draft.form = Form.FREE;
    draft.smoothing = smoothing;
    draft.learningRate = rounded(draft.learningRate * FREE_RATE);
  }

  private static void cosine(HyperparametersDraft draft) {
    draft.form = Form.COSINE;
    draft.smoothing = 2;
    draft.learningRate = rounded(draft.learningRate / FREE_RATE);
  }

  private static void resize(HyperparametersDraft draft, int dimension) {
    draft.dimension = dimension;
    draft.iterations = GivenHyperparameters.sweeps(dimension);
  }

  private static List<Hyperparameters> rivalries(Hyperparameters now) {
    if (now.rivalry() == 1) {
      return List.of();
    }
    if (now.rivalry() == 0) {
      return List.of(now.with(d -> d.rivalry = SOME_RIVALRY));
    }
    double half = rounded(now.rivalry() / 2);
    return List.of(
        now.with(d -> d.rivalry = Math.min(1, rounded(now.rivalry() * 2))),
        now.with(d -> d.rivalry = half < SOME_RIVALRY / 4 ? 0 : half));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  /** Whether somebody insists on what it would vary. */
  boolean isFree(GivenHyperparameters given) {
    return free.test(given);
  }

  /** What to try from here; what is given must still be put in. */
  List<Hyperparameters> from(Trial trial) {
    return options.apply(trial);
  }
}
