package io.nightjar.serving.admin;

import io.javalin.config.JavalinConfig;
import io.nightjar.serving.http.JsonServer;
import io.nightjar.serving.http.PortUnavailableException;
import io.nightjar.serving.http.TlsFiles;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin port. Safe for use by many threads. */
public final class AdminServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

  /** Few ask here, and they must not take the machine from those who ask the main port. */
  private static final int THREADS = 16;

  private final String host;
  private final boolean secure;
  private final JsonServer server;

  private AdminServer(String host, boolean secure, JsonServer server) {
    this.host = host;
    this.secure = secure;
    this.server = server;
  }

  /**
   * Opens the port and begins to answer.
   *
   * @param tls what it speaks HTTPS with; null for HTTP
   * @param routes each adds its own, in this order
   * @throws PortUnavailableException if the address cannot be listened on; where any port will do,
   *     a taken one is only a line of the log
   */
  public static AdminServer start(
      AdminConfig config, TlsFiles tls, List<Consumer<JavalinConfig>> routes) {
    try {
      return new AdminServer(
          config.host(), tls != null, listen(config.host(), config.port(), tls, routes));
    } catch (PortUnavailableException e) {
      if (!config.orAnyFree() || config.port() == 0) {
        throw new PortUnavailableException("--admin-port: " + e.getMessage(), e);
      }
      LOG.warn("admin port: {}; any free one is taken, --admin-port names one", e.getMessage());
      return new AdminServer(config.host(), tls != null, listen(config.host(), 0, tls, routes));
    }
  }

  private static JsonServer listen(
      String host, int port, TlsFiles tls, List<Consumer<JavalinConfig>> routes) {
    return JsonServer.start(
        host,
        port,
        tls,
        config -> {
          config.jetty.threadPool = new QueuedThreadPool(THREADS);
          routes.forEach(each -> each.accept(config));
        });
  }

  /** What it answers: each a method and a path, such as {@code GET /healthz}, sorted. */
  public SortedSet<String> routes() {
    return server.routes();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Where people and tools find it. */
  public String address() {
    return (secure ? "https://" : "http://") + host + ":" + port();
  }

  /** Stops listening; requests in flight are given five seconds to end. */
  @Override
  public void close() {
    server.close();
  }
}
