package io.nightjar.serving.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.nightjar.serving.api.PersonalizeException;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.ranking.KnownContext;
import java.nio.charset.StandardCharsets;

/** The HTTP server: which handler answers which path. Safe for use by many threads. */
public final class PersonalizeServer implements AutoCloseable {
  private static final byte[] UP = "{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8);

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
    config.jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors()));

    Campaigns campaigns = new Campaigns(registry);
    KnownContext knownContext = new KnownContext();
    config.routes.post("/recommendations", new RecommendationsHandler(campaigns, knownContext));
    config.routes.post("/personalize-ranking", new RankingHandler(campaigns, knownContext));
    config.routes.post("/action-recommendations", new ActionsHandler());
    config.routes.get("/healthz", context -> Replies.send(context, 200, UP));
    config.routes.get("/readyz", new ReadinessHandler(registry, knownContext));

    config.routes.exception(PersonalizeException.class, ErrorReplies::personalize);
    config.routes.exception(HttpResponseException.class, ErrorReplies::router);
    config.routes.exception(Exception.class, ErrorReplies::unexpected);
    config.router.javaLangErrorHandler(ErrorReplies::error);
  }

  /** The port it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Stops listening; requests in flight are given a moment to end. */
  @Override
  public void close() {
    javalin.stop();
  }
}
