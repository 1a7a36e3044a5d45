package io.nightjar.jobs.runlog;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.run.RunOutcome;
import io.nightjar.shared.run.RunReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Writes the file of one run. A store that takes no file costs the record, never the run. Safe for
 * use by the thread of the run and the one that ends the process.
 */
public final class RunLog {
  private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

  private final ModelStore store;
  private final Steps steps;
  private final Subject subject;
  private final Instant started;
  private final String run;
  private String model;
  private boolean ended;
  private boolean broken;

  /**
   * What a run is about.
   *
   * @param call how it was called
   * @param recipe what is trained
   * @param campaigns which campaigns it is to publish to
   */
  public record Subject(Call call, String recipe, List<String> campaigns) {}

  /**
   * What somebody typed after {@code bin/nightjar}.
   *
   * @param command name of the command
   * @param arguments its flags
   */
  public record Call(String command, List<String> arguments) {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    /** The command that was parsed, with the flags as they were given. */
    public static Call of(CommandLine command) {
      // Messages show it as "nightjar nightly".
      String shown = command.getCommandName();
      String name = shown.substring(shown.lastIndexOf(' ') + 1);
      return new Call(name, command.getParseResult().originalArgs());
    }
  }

  /** A record of the steps of one run, which began with the first step, or else begins now. */
  public RunLog(ModelStore store, Steps steps, Subject subject) {
    this.store = store;
    this.steps = steps;
    this.subject = subject;
    this.started =
        steps.report().stream()
            .map(step -> Instant.parse(step.started()))
            .findFirst()
            .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.MILLIS));
    this.run = ModelLayout.modelId(started, (subject + started.toString()).hashCode());
  }

  /** Says which model the run has made. */
  public synchronized void made(String modelId) {
    model = modelId;
  }

  /**
   * Does the work of the run and records it.
   *
   * @param refused which failures say that the model is made and too bad
   */
  public <T> T record(Supplier<T> work, Predicate<Throwable> refused) {
    Thread atExit =
        new Thread(() -> end(RunOutcome.FAILED, "the process was stopped"), "end-run-log");
    Runtime.getRuntime().addShutdownHook(atExit);
    steps.whenChanged(this::writeProgress);
    writeProgress();
    try {
      T result = work.get();
      end(RunOutcome.SUCCEEDED, null);
      return result;
    } catch (Throwable failure) {
      end(refused.test(failure) ? RunOutcome.REFUSED : RunOutcome.FAILED, reason(failure));
      throw failure;
    } finally {
      steps.whenChanged(() -> {});
      forget(atExit);
    }
  }

  private static void forget(Thread atExit) {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      LOG.debug("the process is ending, and the record is written", e);
    }
  }

  private synchronized void writeProgress() {
    if (!ended) {
      write(RunOutcome.RUNNING, null);
    }
  }

  private synchronized void end(RunOutcome outcome, String reason) {
    if (!ended) {
      ended = true;
      write(outcome, reason);
    }
  }

  private void write(RunOutcome outcome, String reason) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    RunReport report =
        new RunReport(
            ModelLayout.FORMAT_VERSION,
            run,
            subject.call().command(),
            started.toString(),
            now.toString(),
            Duration.between(started, now).toMillis() / 1e3,
            outcome,
            reason,
            subject.recipe(),
            model,
            subject.campaigns(),
            subject.call().arguments(),
            steps.warnings(),
            steps.report());
    try {
      store.replace(ModelLayout.runFile(run), report.toJson());
      broken = false;
    } catch (InputException e) {
      if (!broken) {
        LOG.warn("the record of this run cannot be written: {}", e.getMessage());
      }
      broken = true;
    }
  }

  /** The first line of what a person reads, without the layers that Spark wraps around it. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof InputException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse(cause.toString());
  }
}
