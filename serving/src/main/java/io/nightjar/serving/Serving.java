package io.nightjar.serving;

import io.nightjar.serving.admin.AdminServer;
import io.nightjar.serving.admin.MetricsRoute;
import io.nightjar.serving.cache.TableCache;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.SnapshotReloader;
import io.nightjar.serving.console.ConsoleRoutes;
import io.nightjar.serving.console.RuntimeAddress;
import io.nightjar.serving.http.HealthRoutes;
import io.nightjar.serving.http.OpenApiRoute;
import io.nightjar.serving.http.PersonalizeServer;
import io.nightjar.serving.observation.Observers;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.shared.vector.Kernels;
import java.util.List;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. */
public final class Serving implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private final Observers observers;
  private final Gate gate;
  private final PersonalizeServer server;
  private final AdminServer admin;
  private final SnapshotReloader reloader;

  private Serving(
      Observers observers,
      Gate gate,
      PersonalizeServer server,
      AdminServer admin,
      SnapshotReloader reloader) {
    this.observers = observers;
    this.gate = gate;
    this.server = server;
    this.admin = admin;
    this.reloader = reloader;
  }

  /**
   * Says in the log which kernel scores, begins to load the campaigns and meanwhile opens both
   * ports; until all is loaded, callers are told to try again.
   *
   * @throws io.nightjar.serving.http.PortUnavailableException if a port cannot be listened on
   * @throws IllegalArgumentException if the request log cannot be written, or a file of secrets or
   *     certificates cannot be used
   */
  public static Serving start(ServingConfig config) {
    CampaignRegistry registry = new CampaignRegistry();
    KnownContext knownContext = new KnownContext();
    Gate gate = new Gate(config.security(), config.admin(), config.reloadInterval());
    Observers observers;
    try {
      observers = Observers.open(config.requestLog(), registry, knownContext);
    } catch (RuntimeException e) {
      gate.close();
      throw e;
    }
    LOG.info(Kernels.description());
    SnapshotReloader reloader =
        new SnapshotReloader(
            config.store(),
            registry,
            new TableCache(config.cache()),
            config.reloadInterval(),
            config.retryInterval());
    reloader.start();
    PersonalizeServer server = null;
    AdminServer admin;
    try {
      server =
          PersonalizeServer.start(
              config.host(),
              config.port(),
              gate.tls(),
              gate.verifier(),
              registry,
              knownContext,
              observers.requests(),
              config.load());
      admin =
          AdminServer.start(
              config.admin(),
              gate.adminTls(),
              List.of(
                  gate.adminGuard(),
                  new HealthRoutes(registry, knownContext, true),
                  new MetricsRoute(observers.metrics()),
                  new OpenApiRoute(),
                  new ConsoleRoutes(
                      config.store(),
                      registry,
                      knownContext,
                      new RuntimeAddress(
                          server.port(), gate.tls() != null, gate.verifier() != null))));
    } catch (RuntimeException e) {
      reloader.close();
      if (server != null) {
        server.close();
      }
      observers.close();
      gate.close();
      throw e;
    }
    server.leadToConsole(admin.port(), gate.adminTls() != null);
    return new Serving(observers, gate, server, admin, reloader);
  }

  /** Waits until every campaign has been loaded or refused once. */
  public void awaitLoaded() throws InterruptedException {
    reloader.awaitFirstScan();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** What the main port answers: each a method and a path. */
  public SortedSet<String> routes() {
    return server.routes();
  }

  /** The admin port. */
  public AdminServer admin() {
    return admin;
  }

  /** Stops answering and looking. */
  @Override
  public void close() {
    reloader.close();
    server.close();
    admin.close();
    observers.close();
    gate.close();
  }
}
