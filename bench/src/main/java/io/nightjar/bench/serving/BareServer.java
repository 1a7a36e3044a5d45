package io.nightjar.bench.serving;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The least that Javalin can do for a request: reads the body, writes a constant one.
 *
 * <p>Arguments: the port, then a path and the file with its body, and so on.
 */
public final class BareServer {
  private BareServer() {}

  /** Listens until the process is stopped. */
  public static void main(String[] args) throws Exception {
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              for (int i = 1; i < args.length; i += 2) {
                byte[] reply = read(args[i + 1]);
                config.routes.post(
                    args[i],
                    context -> {
                      context.bodyAsBytes();
                      context.contentType("application/json");
                      context.result(reply);
                    });
              }
            });
    javalin.start("127.0.0.1", Integer.parseInt(args[0]));
    System.out.println("ready");
  }

  private static byte[] read(String file) {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
