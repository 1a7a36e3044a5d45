package io.nightjar.serving.console;

import io.javalin.config.JavalinConfig;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.ComparedModel;
import io.nightjar.serving.http.ConsoleOperations;
import io.nightjar.serving.http.GetRoute;
import io.nightjar.serving.ranking.KnownContext;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The paths of the console. */
public final class ConsoleRoutes implements Consumer<JavalinConfig> {
  private static final String API = "/console/api";
  private static final String CAMPAIGN = API + "/campaigns/{campaign}";

  private final Path store;
  private final CampaignRegistry registry;
  private final KnownContext knownContext;
  private final RuntimeAddress runtime;

  /**
   * Shows the campaigns of a registry.
   *
   * @param store root of the store that they come from
   * @param runtime where applications ask
   */
  public ConsoleRoutes(
      Path store, CampaignRegistry registry, KnownContext knownContext, RuntimeAddress runtime) {
    this.store = store;
    this.registry = registry;
    this.knownContext = knownContext;
    this.runtime = runtime;
  }

  @Override
  public void accept(JavalinConfig config) {
    ServedCampaigns campaigns = new ServedCampaigns(registry, store);
    MetricsFiles metrics = new MetricsFiles(store);
    ConsoleFiles files = new ConsoleFiles();
    GetRoute.add(config, API + "/overview", new OverviewHandler(registry, metrics, runtime));
    GetRoute.add(config, CAMPAIGN, new CampaignHandler(store, registry, metrics));
    config.routes.post(CAMPAIGN + "/rollback", new RollbackHandler(store));
    GetRoute.add(config, CAMPAIGN + "/users", new UserSearchHandler(campaigns));
    GetRoute.add(config, CAMPAIGN + "/user", new UserHandler(campaigns));
    GetRoute.add(config, CAMPAIGN + "/items", new ItemSearchHandler(campaigns));
    config.routes.post(CAMPAIGN + "/items", new DescribeItemsHandler(campaigns));
    GetRoute.add(config, CAMPAIGN + "/item", new ItemHandler(campaigns));
    config.routes.post(
        CAMPAIGN + "/models/{model}/recommendations",
        new ComparedModelHandler(new ComparedModel(store, registry), knownContext));
    RunsHandler runs = new RunsHandler(store);
    GetRoute.add(config, API + "/runs", runs);
    GetRoute.add(config, API + "/runs/{run}", runs::one);
    new ConsoleOperations(API, registry, knownContext).accept(config);
    // Last, since the first route that fits answers.
    GetRoute.add(config, "/console", files);
    GetRoute.add(config, "/console/<path>", files);
  }
}
