package io.nightjar.serving.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.serving.campaign.CampaignRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of requests, by operation and campaign. A name that is no campaign of the store has
 * those of {@value #UNKNOWN}, so that callers cannot make meters. Safe for use by many threads.
 */
public final class RequestMetrics {
  /** Stands for every campaign that does not exist, and for requests that name none. */
  static final String UNKNOWN = "unknown";

  private final MeterRegistry meters;
  private final CampaignRegistry campaigns;
  private final Map<Operation, Map<String, CampaignMeters>> byCampaign =
      new EnumMap<>(Operation.class);
  private final Map<Operation, CampaignMeters> unknown = new EnumMap<>(Operation.class);

  RequestMetrics(MeterRegistry meters, CampaignRegistry campaigns) {
    this.meters = meters;
    this.campaigns = campaigns;
    for (Operation operation : Operation.values()) {
      byCampaign.put(operation, new ConcurrentHashMap<>());
      unknown.put(operation, new CampaignMeters(meters, operation, UNKNOWN));
    }
  }

  /**
   * The meters of a campaign.
   *
   * @param campaign null when the request named none
   */
  CampaignMeters of(Operation operation, String campaign) {
    if (campaign == null) {
      return unknown.get(operation);
    }
    Map<String, CampaignMeters> known = byCampaign.get(operation);
    CampaignMeters found = known.get(campaign);
    if (found != null) {
      return found;
    }
    CampaignRegistry.View view = campaigns.view();
    if (!view.snapshots().containsKey(campaign) && !view.failures().containsKey(campaign)) {
      return unknown.get(operation);
    }
    return known.computeIfAbsent(campaign, name -> new CampaignMeters(meters, operation, name));
  }
}
