package io.nightjar.jobs.launch;

import io.nightjar.shared.model.ModelFormatException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Runs a command: exit code 0 when it worked, 1 when it failed, 2 when it was called wrongly. A
 * failure prints one line on standard error; a stack trace only when the failure is a surprise.
 */
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private JobRunner() {}

  /**
   * Runs a command and ends the process when it failed. On success it returns, so that a cluster
   * manager sees the driver end normally.
   */
  public static void main(Callable<Integer> command, String[] args) {
    int code = execute(command, args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs a command and returns its exit code. */
  public static int execute(Callable<Integer> command, String[] args) {
    CommandLine line = new CommandLine(command);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setCommandName("nightjar " + line.getCommandName());
    line.setParameterExceptionHandler((wrong, given) -> usage(line, wrong.getMessage()));
    line.setExecutionExceptionHandler((failure, l, parsed) -> report(line, failure));
    return line.execute(args);
  }

  private static int report(CommandLine line, Exception failure) {
    if (failure instanceof IllegalArgumentException) {
      return usage(line, failure.getMessage());
    }
    String name = line.getCommandName() + ": ";
    Throwable expected = expected(failure);
    if (expected != null) {
      line.getErr().println(name + expected.getMessage());
    } else {
      LOG.error("{}unexpected failure", name, failure);
      line.getErr().println(name + "failed: " + rootCause(failure));
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** What a person can mend, also when it happened in a task and came wrapped by Spark. */
  private static Throwable expected(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InputException || cause instanceof ModelFormatException) {
        return cause;
      }
    }
    return null;
  }

  private static int usage(CommandLine line, String message) {
    line.getErr().println(line.getCommandName() + ": " + message);
    line.getErr().println("Try '" + line.getCommandName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  /** Spark wraps what really happened (no space left, no permission) in several layers. */
  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }
}
