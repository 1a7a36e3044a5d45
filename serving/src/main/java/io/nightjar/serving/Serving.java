package io.nightjar.serving;

import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.SnapshotReloader;
import io.nightjar.serving.http.PersonalizeServer;
import io.nightjar.shared.vector.Kernels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. */
public final class Serving implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

  private final PersonalizeServer server;
  private final SnapshotReloader reloader;

  private Serving(PersonalizeServer server, SnapshotReloader reloader) {
    this.server = server;
    this.reloader = reloader;
  }

  /**
   * Opens the port, says in the log which kernel scores, then begins to load the campaigns; until
   * that is done, callers are told to try again.
   *
   * @throws io.nightjar.serving.http.PortUnavailableException if the port cannot be listened on
   */
  public static Serving start(ServingConfig config) {
    CampaignRegistry registry = new CampaignRegistry();
    PersonalizeServer server = PersonalizeServer.start(config.host(), config.port(), registry);
    LOG.info(Kernels.description());
    SnapshotReloader reloader =
        new SnapshotReloader(
            config.store(), registry, config.reloadInterval(), config.retryInterval());
    reloader.start();
    return new Serving(server, reloader);
  }

  /** Waits until every campaign has been loaded or refused once. */
  public void awaitLoaded() throws InterruptedException {
    reloader.awaitFirstScan();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops answering and looking. */
  @Override
  public void close() {
    reloader.close();
    server.close();
  }
}
