package io.nightjar.serving.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.ParsedEndpoint;
import io.nightjar.serving.api.PersonalizeException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * One port that is listened on, with what the main port and the admin port have in common: every
 * error is JSON, and requests in flight are finished when it stops. Safe for use by many threads.
 */
public final class JsonServer implements AutoCloseable {
  /** How long requests in flight may take to end when the server stops. */
  private static final long STOP_MILLIS = 5_000;

  private final Javalin javalin;

  private JsonServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Opens the port and begins to answer.
   *
   * @param host address or name to listen on
   * @param port 0 for any free one
   * @param tls what it speaks HTTPS with; null for HTTP
   * @param routes adds what it answers
   * @throws PortUnavailableException if the address cannot be listened on
   */
  public static JsonServer start(
      String host, int port, TlsFiles tls, Consumer<JavalinConfig> routes) {
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config);
              if (tls != null) {
                config.jetty.addConnector(
                    (server, http) -> tls.connector(server, http, host, port));
              }
              routes.accept(config);
            });
    try {
      javalin.start(host, port);
    } catch (RuntimeException e) {
      javalin.stop();
      throw new PortUnavailableException(host, port, e);
    }
    return new JsonServer(javalin);
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new JettyErrors());
          server.setHandler(new GracefulHandler());
          server.setStopTimeout(STOP_MILLIS);
        });
    config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(new SecurityHeaders()));
    config.routes.exception(PersonalizeException.class, ErrorReplies::personalize);
    config.routes.exception(HttpResponseException.class, ErrorReplies::router);
    config.routes.exception(Exception.class, ErrorReplies::unexpected);
    config.router.javaLangErrorHandler(ErrorReplies::error);
  }

  /**
   * What it answers: each a method and a path, such as {@code GET /healthz}, sorted. HEAD, which is
   * wherever GET is, is left aside.
   */
  public SortedSet<String> routes() {
    SortedSet<String> routes = new TreeSet<>();
    for (ParsedEndpoint route : javalin.unsafe.internalRouter.allHttpHandlers()) {
      HandlerType method = route.endpoint.method;
      if (method.isHttpMethod() && !method.equals(HandlerType.HEAD)) {
        routes.add(route.endpoint.method.name() + " " + route.endpoint.path);
      }
    }
    return routes;
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Stops listening; requests in flight are given five seconds to end. */
  @Override
  public void close() {
    javalin.stop();
  }
}
