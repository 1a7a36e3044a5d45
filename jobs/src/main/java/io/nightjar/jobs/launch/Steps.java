package io.nightjar.jobs.launch;

import io.nightjar.shared.run.RunOutcome;
import io.nightjar.shared.run.RunStep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.MessageFormatter;

/**
 * The long steps of a job: announces each, times it, logs what came out, and keeps what it said and
 * counted for the summary at the end and the record of the run. One thread does the steps; any may
 * ask for the report.
 */
public final class Steps {
  private static final Logger LOG = LoggerFactory.getLogger("io.nightjar");

  /** Enough to see what is wrong; a job that warns more often repeats itself. */
  private static final int MOST_WARNINGS = 50;

  private final List<Step> begun = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Step current;
  private volatile Runnable whenChanged = () -> {};

  /** One step; guarded by the steps that it belongs to. */
  private static final class Step {
    private final String name;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final long start = System.nanoTime();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final Step around;
    private RunOutcome outcome = RunOutcome.RUNNING;
    private String result;
    private long end;

    private Step(String name, Step around) {
      this.name = name;
      this.around = around;
    }

    private double seconds() {
      long until = outcome == RunOutcome.RUNNING ? System.nanoTime() : end;
      return (until - start) / 1e9;
    }

    private RunStep report() {
      double rounded = Math.round(seconds() * 1e3) / 1e3;
      return new RunStep(name, started.toString(), rounded, outcome, result, counts);
    }
  }

  /**
   * Runs one step.
   *
   * @param name what it does, in a few words
   * @param work the step
   * @param outcome what to say of its result: counts
   */
  public <T> T run(String name, Supplier<T> work, Function<T, String> outcome) {
    LOG.info("{} …", name);
    Step step = begin(name);
    String said = null;
    try {
      T result = work.get();
      said = outcome.apply(result);
      return result;
    } finally {
      // Not a catch: Spark throws checked exceptions that its Scala methods do not declare.
      end(step, said);
      if (said != null) {
        LOG.info("{}: {} ({})", name, said, seconds(step.seconds()));
      }
      whenChanged.run();
    }
  }

  private Step begin(String name) {
    Step step;
    synchronized (this) {
      step = new Step(name, current);
      current = step;
      begun.add(step);
    }
    whenChanged.run();
    return step;
  }

  private synchronized void end(Step step, String said) {
    step.end = System.nanoTime();
    step.outcome = said == null ? RunOutcome.FAILED : RunOutcome.SUCCEEDED;
    step.result = said;
    current = step.around;
  }

  /** Notes a number of the step that is under way, for the record of the run. */
  public synchronized void count(String name, long value) {
    if (current != null) {
      current.counts.put(name, value);
    }
  }

  /** Logs a line between steps. */
  public void say(String format, Object... values) {
    LOG.info(format, values);
  }

  /** Logs a line that deserves attention. */
  public void warn(String format, Object... values) {
    LOG.warn(format, values);
    synchronized (this) {
      if (warnings.size() < MOST_WARNINGS) {
        warnings.add(MessageFormatter.basicArrayFormat(format, values));
      }
    }
  }

  /** Calls this whenever a step begins or ends, instead of what was called so far. */
  public void whenChanged(Runnable call) {
    whenChanged = call;
  }

  /** The steps so far, in the order in which they began. */
  public synchronized List<RunStep> report() {
    return begun.stream().map(Step::report).toList();
  }

  /** The first few lines that deserve attention. */
  public synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** Adds the steps that are done to a summary. */
  public synchronized void addTo(SummaryTable table) {
    for (Step step : begun) {
      if (step.outcome == RunOutcome.SUCCEEDED) {
        table.row(step.name, step.result, seconds(step.seconds()));
      }
    }
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
