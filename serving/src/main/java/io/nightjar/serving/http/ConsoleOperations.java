package io.nightjar.serving.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.observation.Operation;
import io.nightjar.serving.ranking.KnownContext;
import java.util.function.Consumer;

/**
 * The operations of the runtime API and {@code why} for people behind the guard of the admin port:
 * the very handlers of the main port, under another path. Requests need no signature, and are
 * neither counted nor logged as those of applications.
 */
public final class ConsoleOperations implements Consumer<JavalinConfig> {
  private final String prefix;
  private final CampaignRegistry registry;
  private final KnownContext knownContext;

  /**
   * Answers from the campaigns of a registry.
   *
   * @param prefix what the paths begin with
   */
  public ConsoleOperations(String prefix, CampaignRegistry registry, KnownContext knownContext) {
    this.prefix = prefix;
    this.registry = registry;
    this.knownContext = knownContext;
  }

  /** GetRecommendations of the campaigns of a registry. */
  public static Handler recommendations(CampaignRegistry registry, KnownContext knownContext) {
    return RoutedCall.to(
        ObservedOperation.unobserved(
            Operation.GET_RECOMMENDATIONS,
            new RecommendationsHandler(
                new Campaigns(registry), new Filters(registry.filters()), knownContext)));
  }

  @Override
  public void accept(JavalinConfig config) {
    Campaigns campaigns = new Campaigns(registry);
    Filters filters = new Filters(registry.filters());
    config.routes.post(
        prefix + Operation.GET_RECOMMENDATIONS.path(), recommendations(registry, knownContext));
    config.routes.post(
        prefix + Operation.GET_PERSONALIZED_RANKING.path(),
        RoutedCall.to(
            ObservedOperation.unobserved(
                Operation.GET_PERSONALIZED_RANKING,
                new RankingHandler(campaigns, filters, knownContext))));
    GetRoute.add(
        config, prefix + "/why", RoutedCall.to(new WhyHandler(campaigns, filters, knownContext)));
  }
}
