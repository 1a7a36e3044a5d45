package io.nightjar.jobs.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long steps of a job: announces each, times it, logs what came out, and keeps the lines for
 * the summary at the end. Not thread-safe.
 */
public final class Steps {
  private static final Logger LOG = LoggerFactory.getLogger("io.nightjar");

  private record Step(String name, double seconds, String outcome) {}

  private final List<Step> done = new ArrayList<>();

  /**
   * Runs one step.
   *
   * @param name what it does, in a few words
   * @param work the step
   * @param outcome what to say of its result: counts
   */
  public <T> T run(String name, Supplier<T> work, Function<T, String> outcome) {
    LOG.info("{} …", name);
    long start = System.nanoTime();
    T result = work.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    String said = outcome.apply(result);
    LOG.info("{}: {} ({})", name, said, seconds(seconds));
    done.add(new Step(name, seconds, said));
    return result;
  }

  /** Logs a line between steps. */
  public void say(String format, Object... values) {
    LOG.info(format, values);
  }

  /** Logs a line that deserves attention. */
  public void warn(String format, Object... values) {
    LOG.warn(format, values);
  }

  /** Adds the steps so far to a summary. */
  public void addTo(SummaryTable table) {
    for (Step step : done) {
      table.row(step.name(), step.outcome(), seconds(step.seconds()));
    }
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
