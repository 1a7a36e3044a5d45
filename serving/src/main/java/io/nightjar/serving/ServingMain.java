package io.nightjar.serving;

import io.nightjar.serving.admin.AdminOptions;
import io.nightjar.serving.cache.CacheOptions;
import io.nightjar.serving.http.PortUnavailableException;
import io.nightjar.serving.load.LoadOptions;
import io.nightjar.serving.observation.RequestLogOptions;
import io.nightjar.serving.security.SecurityOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code serve}: exits with 0 when stopped, 1 when it failed, 2 on wrong usage. */
@Command(
    name = "serve",
    description = "Answers Amazon Personalize's runtime API from the campaigns of a store.",
    sortOptions = false)
public final class ServingMain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "DIR",
      description = "Folder with campaigns/ and models/.")
  private Path store;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Address to listen on, default ${DEFAULT-VALUE}; 0.0.0.0 is every one.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port to listen on, default ${DEFAULT-VALUE}; 0 is any free one.")
  private int port;

  @Mixin private AdminOptions admin;
  @Mixin private RequestLogOptions requestLog;

  @Mixin private SecurityOptions security;
  @Mixin private LoadOptions load;

  @Mixin private CacheOptions cache;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the command until the process is told to stop. */
  static int run(String... args) {
    return new CommandLine(new ServingMain()).execute(args);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      Serving serving =
          Serving.start(
              new ServingConfig(
                  store,
                  host,
                  port,
                  admin.config(port),
                  requestLog.config(),
                  security.config(),
                  load.config(),
                  cache.config()));
      CountDownLatch stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(serving, stopped), "stop"));
      serving.awaitLoaded();
      PrintWriter out = spec.commandLine().getOut();
      out.println("Nightjar serves " + store + " on " + scheme() + host + ":" + serving.port());
      out.println("Admin port: " + serving.admin().address());
      out.println("Console: " + serving.admin().address() + "/console/");
      out.flush();
      stopped.await();
      return 0;
    } catch (IllegalArgumentException | PortUnavailableException e) {
      spec.commandLine().getErr().println("serve: " + e.getMessage());
      return 1;
    }
  }

  private String scheme() {
    return security.config().hasTls() ? "https://" : "http://";
  }

  private static void stop(Serving serving, CountDownLatch stopped) {
    serving.close();
    stopped.countDown();
  }
}
