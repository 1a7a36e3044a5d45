package io.nightjar.serving.console;

import io.javalin.config.JavalinConfig;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.ComparedModel;
import io.nightjar.serving.http.ConsoleOperations;
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
    config.routes.get(API + "/overview", new OverviewHandler(registry, metrics, runtime));
    config.routes.get(CAMPAIGN, new CampaignHandler(store, registry, metrics));
    config.routes.post(CAMPAIGN + "/rollback", new RollbackHandler(store));
    config.routes.get(CAMPAIGN + "/users", new UserSearchHandler(campaigns));
    config.routes.get(CAMPAIGN + "/user", new UserHandler(campaigns));
    config.routes.get(CAMPAIGN + "/items", new ItemSearchHandler(campaigns));
    config.routes.post(CAMPAIGN + "/items", new DescribeItemsHandler(campaigns));
    config.routes.get(CAMPAIGN + "/item", new ItemHandler(campaigns));
    config.routes.post(
        CAMPAIGN + "/models/{model}/recommendations",
        new ComparedModelHandler(new ComparedModel(store, registry), knownContext));
    RunsHandler runs = new RunsHandler(store);
    config.routes.get(API + "/runs", runs);
    config.routes.get(API + "/runs/{run}", runs::one);
    new ConsoleOperations(API, registry, knownContext).accept(config);
    // Last, since the first route that fits answers.
    config.routes.get("/console", files);
    config.routes.get("/console/<path>", files);
  }
}
