package io.nightjar.serving.http;

import io.nightjar.serving.api.RequestedFilter;
import io.nightjar.serving.api.ResourceNotFoundException;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.campaign.FilterRegistry;
import io.nightjar.serving.campaign.ServedFilter;
import io.nightjar.serving.ranking.RequestFilter;

/** From an ARN to the filter of a request. */
final class Filters {
  private final FilterRegistry registry;

  Filters(FilterRegistry registry) {
    this.registry = registry;
  }

  /**
   * The filter of a request, applied to what answers it.
   *
   * @param requested null for none
   * @param userId null for none
   * @param itemId the item that related items are asked for; null for none
   */
  RequestFilter of(
      RequestedFilter requested, CampaignSnapshot snapshot, String userId, String itemId) {
    if (requested == null) {
      return RequestFilter.NONE;
    }
    String name = requested.arn().name();
    FilterRegistry.View view = registry.view();
    ServedFilter filter = view.filters().get(name);
    if (filter == null) {
      throw new ResourceNotFoundException(
          "Filter "
              + requested.arn().text()
              + (view.failures().containsKey(name)
                  ? " is not active: the server refused it, GET /readyz says why"
                  : " does not exist"));
    }
    return RequestFilter.of(snapshot, filter, requested, userId, itemId);
  }
}
