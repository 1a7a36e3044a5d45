package io.nightjar.serving.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.ranking.KnownContext;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** {@code /healthz} and {@code /readyz}, on whichever port. */
public final class HealthRoutes implements Consumer<JavalinConfig> {
  private static final byte[] UP = "{\"status\":\"up\"}".getBytes(StandardCharsets.UTF_8);

  private final Handler readiness;

  /**
   * Tells of the campaigns of a registry.
   *
   * @param detailed whether {@code /readyz} tells more than its status
   */
  public HealthRoutes(CampaignRegistry registry, KnownContext knownContext, boolean detailed) {
    this.readiness = new ReadinessHandler(registry, knownContext, detailed);
  }

  @Override
  public void accept(JavalinConfig config) {
    GetRoute.add(config, "/healthz", context -> Replies.send(context, 200, UP));
    GetRoute.add(config, "/readyz", readiness);
  }
}
