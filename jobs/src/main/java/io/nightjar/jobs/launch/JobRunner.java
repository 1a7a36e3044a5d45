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
    line.setExecutionExceptionHandler((failure, l, parsed) -> report(line, failure));
    return line.execute(args);
  }

  private static int report(CommandLine line, Exception failure) {
    String name = "nightjar " + line.getCommandName() + ": ";
    if (failure instanceof IllegalArgumentException) {
      line.getErr().println(name + failure.getMessage());
      line.getErr().println("Try 'nightjar " + line.getCommandName() + " --help'.");
      return CommandLine.ExitCode.USAGE;
    }
    if (failure instanceof InputException || failure instanceof ModelFormatException) {
      line.getErr().println(name + failure.getMessage());
    } else {
      LOG.error("{}unexpected failure", name, failure);
      line.getErr().println(name + "failed: " + failure);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }
}
