package io.nightjar.serving.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.nightjar.serving.api.PersonalizeException;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.ranking.KnownContext;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.handler.GracefulHandler;

/** The HTTP server: which handler answers which path. Safe for use by many threads. */
public final class PersonalizeServer implements AutoCloseable {
  private static final byte[] UP = "{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8);

  /** How long requests in flight may take to end when the server stops. */
  private static final long STOP_MILLIS = 5_000;

  private final Javalin javalin;

  private PersonalizeServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Opens the port and begins to answer.
   *
   * @param host address or name to listen on
   * @param port 0 for any free one
   * @throws PortUnavailableException if the address cannot be listened on
   */
  public static PersonalizeServer start(String host, int port, CampaignRegistry registry) {
    Javalin javalin = Javalin.create(config -> configure(config, registry));
    try {
      javalin.start(host, port);
    } catch (RuntimeException e) {
      javalin.stop();
      throw new PortUnavailableException(host, port, e);
    }
    return new PersonalizeServer(javalin);
  }

  private static void configure(JavalinConfig config, CampaignRegistry registry) {
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

    Campaigns campaigns = new Campaigns(registry);
    Filters filters = new Filters(registry.filters());
    KnownContext knownContext = new KnownContext();
    config.routes.post(
        "/recommendations", new RecommendationsHandler(campaigns, filters, knownContext));
    config.routes.post(
        "/personalize-ranking", new RankingHandler(campaigns, filters, knownContext));
    config.routes.post("/action-recommendations", new ActionsHandler());
    config.routes.get("/nightjar/why", new WhyHandler(campaigns, filters, knownContext));
    // HEAD too, since Javalin would answer it with 200 whatever GET says.
    Handler health = context -> Replies.send(context, 200, UP);
    config.routes.get("/healthz", health);
    config.routes.head("/healthz", health);
    Handler readiness = new ReadinessHandler(registry, knownContext);
    config.routes.get("/readyz", readiness);
    config.routes.head("/readyz", readiness);

    config.routes.exception(PersonalizeException.class, ErrorReplies::personalize);
    config.routes.exception(HttpResponseException.class, ErrorReplies::router);
    config.routes.exception(Exception.class, ErrorReplies::unexpected);
    config.router.javaLangErrorHandler(ErrorReplies::error);
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
