package io.nightjar.jobs.train;

import io.nightjar.jobs.launch.Steps;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks for better hyperparameters: along one {@link TuningAxis} after the other from the best so
 * far, as long as held-out interactions get likelier or until time is up. The alternatives of an
 * axis run at the same time. Only interactions held out of training are asked, so what evaluate
 * asks stays unseen.
 *
 * <p>A trial that is clearly behind the best at the same epoch is given up. The path depends on the
 * data and the seed alone, but for where time ends it.
 */
final class Tuner {
  /** Nats by which a likelihood must be better to count. */
  private static final double MARGIN = 0.001;

  /** A trial behind the best by so many nats after so many epochs is hopeless. */
  private static final double FAR_BEHIND = 0.05;

  private static final int EARLY = 4;
  private static final double BEHIND = 0.01;
  private static final int LATE = 10;

  private final Trials trials;
  private final GivenHyperparameters given;
  private final long deadline;
  private final int parallel;
  private final Steps steps;
  private int number = 1;

  /**
   * A search.
   *
   * @param given what must stay
   * @param minutes until when; trials that run then are cut short
   * @param parallel trials at the same time
   */
  Tuner(Trials trials, GivenHyperparameters given, double minutes, int parallel, Steps steps) {
    this.trials = trials;
    this.given = given;
    this.deadline = System.nanoTime() + (long) (minutes * 60e9);
    this.parallel = parallel;
    this.steps = steps;
  }

  /** The best found, {@code first} if nothing is better. */
  Trial improve(Trial first) {
    Trial best = first;
    Set<Hyperparameters> tried = new HashSet<>(List.of(first.hyperparameters()));
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try {
      boolean better = true;
      while (better && worthwhile(first)) {
        Trial before = best;
        for (TuningAxis axis : TuningAxis.values()) {
          best = along(axis, best, tried, threads, first);
        }
        better = !best.hyperparameters().equals(before.hyperparameters());
      }
    } finally {
      threads.shutdownNow();
    }
    steps.say("tuned: {} trials, best: {}", number, best.hyperparameters().inFlags());
    return best;
  }

  /** Trials so far, the first included. */
  int trials() {
    return number;
  }

  private boolean worthwhile(Trial first) {
    return deadline - System.nanoTime() > first.seconds() * 1e9 / 3;
  }

  private Trial along(
      TuningAxis axis,
      Trial from,
      Set<Hyperparameters> tried,
      ExecutorService threads,
      Trial first) {
    Trial best = from;
    while (worthwhile(first)) {
      List<Hyperparameters> options =
          axis.isFree(given)
              ? axis.from(best).stream().map(given::keptIn).filter(tried::add).toList()
              : List.<Hyperparameters>of();
      Trial before = best;
      for (Trial trial : run(options, best, threads)) {
        if (trial.nll() < best.nll() - MARGIN) {
          best = trial;
        }
      }
      if (best.hyperparameters().equals(before.hyperparameters())) {
        return best;
      }
      trials.keepOnly(best.hyperparameters());
    }
    return best;
  }

  private List<Trial> run(List<Hyperparameters> options, Trial best, ExecutorService threads) {
    List<Future<Trial>> running = new ArrayList<>();
    for (Hyperparameters option : options) {
      String name = "trial " + ++number;
      running.add(threads.submit(() -> run(name, option, best)));
    }
    List<Trial> done = new ArrayList<>();
    for (Future<Trial> trial : running) {
      done.add(result(trial));
    }
    return done;
  }

  private static Trial result(Future<Trial> trial) {
    try {
      return trial.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("tuning was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial failed: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private Trial run(String name, Hyperparameters option, Trial best) {
    Trial trial =
        trials.run(
            name + ", ",
            option,
            (epoch, nll) -> System.nanoTime() < deadline && !hopeless(epoch, nll, best));
    steps.say(
        String.format(
            Locale.ROOT,
            "%s: nll %.4f (best before %.4f), ndcg@20 %.4f, %d epochs, %.0f s: %s",
            name,
            trial.nll(),
            best.nll(),
            trial.verdict().ndcg(),
            trial.curve().length,
            trial.seconds(),
            option.inFlags()));
    return trial;
  }

  private static boolean hopeless(int epoch, double nll, Trial best) {
    double behind = nll - best.after(epoch);
    return Double.isNaN(nll)
        || (epoch >= EARLY && behind > FAR_BEHIND)
        || (epoch >= LATE && behind > BEHIND);
  }
}
