package io.nightjar.serving.http;

import io.javalin.config.JavalinConfig;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.load.LoadConfig;
import io.nightjar.serving.load.ShedRequests;
import io.nightjar.serving.observation.Operation;
import io.nightjar.serving.observation.RequestObserver;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.serving.signature.SignatureVerifier;
import java.util.SortedSet;

/** The HTTP server: which handler answers which path. Safe for use by many threads. */
public final class PersonalizeServer implements AutoCloseable {
  private final JsonServer server;
  private final ConsoleRedirect console;

  private PersonalizeServer(JsonServer server, ConsoleRedirect console) {
    this.server = server;
    this.console = console;
  }

  /**
   * Opens the port and begins to answer.
   *
   * @param host address or name to listen on
   * @param port 0 for any free one
   * @param tls what it speaks HTTPS with; null for HTTP
   * @param verifier knows who may ask; null for everyone
   * @param load how much it takes on
   * @throws PortUnavailableException if the address cannot be listened on
   */
  public static PersonalizeServer start(
      String host,
      int port,
      TlsFiles tls,
      SignatureVerifier verifier,
      CampaignRegistry registry,
      KnownContext knownContext,
      RequestObserver observer,
      LoadConfig load) {
    Callers callers = new Callers(verifier);
    ConsoleRedirect console = new ConsoleRedirect();
    ShedRequests shed = new ShedRequests();
    return new PersonalizeServer(
        JsonServer.start(
            host,
            port,
            tls,
            config -> {
              DirectRoutes direct = new DirectRoutes();
              new LoadLimits(load, new Shedding(shed, observer), direct).accept(config);
              Campaigns campaigns = new Campaigns(registry, shed);
              addRoutes(config, direct, callers, campaigns, registry, knownContext, observer);
              GetRoute.add(config, "/console", console);
            }),
        console);
  }

  private static void addRoutes(
      JavalinConfig config,
      DirectRoutes direct,
      Callers callers,
      Campaigns campaigns,
      CampaignRegistry registry,
      KnownContext knownContext,
      RequestObserver observer) {
    Filters filters = new Filters(registry.filters());
    add(
        config,
        direct,
        Operation.GET_RECOMMENDATIONS,
        callers.signed(new RecommendationsHandler(campaigns, filters, knownContext)),
        observer);
    add(
        config,
        direct,
        Operation.GET_PERSONALIZED_RANKING,
        callers.signed(new RankingHandler(campaigns, filters, knownContext)),
        observer);
    config.routes.post(
        "/action-recommendations", RoutedCall.to(callers.signed(new ActionsHandler())));
    GetRoute.add(
        config,
        "/nightjar/why",
        RoutedCall.to(callers.signed(new WhyHandler(campaigns, filters, knownContext))));
    new HealthRoutes(registry, knownContext, !callers.mustSign()).accept(config);
    new OpenApiRoute().accept(config);
  }

  private static void add(
      JavalinConfig config,
      DirectRoutes direct,
      Operation operation,
      OperationHandler handler,
      RequestObserver observer) {
    OperationHandler observed = new ObservedOperation(operation, handler, observer);
    direct.post(operation.path(), observed);
    // For other spellings of the path, and so that other methods are told which one to use.
    config.routes.post(operation.path(), RoutedCall.to(observed));
  }

  /** Makes {@code /console} lead to the admin port. */
  public void leadToConsole(int adminPort, boolean secure) {
    console.leadTo(adminPort, secure);
  }

  /** What it answers: each a method and a path, such as {@code GET /healthz}, sorted. */
  public SortedSet<String> routes() {
    return server.routes();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops listening; requests in flight are given five seconds to end. */
  @Override
  public void close() {
    server.close();
  }
}
