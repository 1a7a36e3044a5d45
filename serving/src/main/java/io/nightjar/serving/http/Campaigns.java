package io.nightjar.serving.http;

import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.ResourceNotFoundException;
import io.nightjar.serving.api.ServiceUnavailableException;
import io.nightjar.serving.api.ThrottlingException;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.load.CampaignRates;
import io.nightjar.serving.load.ShedReason;
import io.nightjar.serving.load.ShedRequests;
import java.util.concurrent.TimeUnit;

/** From an ARN to the snapshot that answers. */
final class Campaigns {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final CampaignRegistry registry;
  private final ShedRequests shed;
  private final CampaignRates rates = new CampaignRates();

  /** For callers, who get no more than the rate of a campaign. */
  Campaigns(CampaignRegistry registry, ShedRequests shed) {
    this.registry = registry;
    this.shed = shed;
  }

  /** For those who run the server: no rate holds for them, and none is used up. */
  Campaigns(CampaignRegistry registry) {
    this(registry, null);
  }

  /**
   * The snapshot of a campaign, which the request keeps to its end.
   *
   * @param operation its name, which the campaign's recipe must answer
   * @param userId decides the side of a split; null for a request without one
   */
  CampaignSnapshot snapshot(CampaignArn arn, String operation, String userId) {
    CampaignRegistry.View view = registry.view();
    CampaignSnapshot snapshot = view.snapshots().get(arn.name());
    if (snapshot == null) {
      throw missing(arn, view);
    }
    if (!snapshot.recipe().type().operation().equals(operation)) {
      throw new InvalidInputException(
          "%s needs a campaign whose recipe answers it: %s has %s, which answers %s"
              .formatted(
                  operation,
                  arn.text(),
                  snapshot.campaign().recipe(),
                  snapshot.recipe().type().operation()));
    }
    if (shed != null) {
      requireRate(snapshot);
    }
    return snapshot.of(userId);
  }

  private void requireRate(CampaignSnapshot snapshot) {
    Integer perSecond = snapshot.campaign().maxRequestsPerSecond();
    long wait = rates.take(snapshot.campaign().campaign(), perSecond);
    if (wait > 0) {
      shed.add(ShedReason.RATE);
      throw new ThrottlingException(
          "Campaign %s takes %d requests per second: try again later"
              .formatted(snapshot.campaign().campaign(), perSecond),
          (wait + SECOND - 1) / SECOND);
    }
  }

  private static RuntimeException missing(CampaignArn arn, CampaignRegistry.View view) {
    String title = arn.kind().title() + " " + arn.text();
    if (!view.scanned()) {
      return new ServiceUnavailableException("Campaigns are still being loaded, try again");
    }
    if (view.failures().containsKey(arn.name())) {
      return new ResourceNotFoundException(
          title + " is not active: the server refused its model, GET /readyz says why");
    }
    return new ResourceNotFoundException(title + " does not exist");
  }
}
