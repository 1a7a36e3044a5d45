package io.nightjar.serving.api;

import java.util.List;

/**
 * A reply of GetRecommendations.
 *
 * @param itemList best first
 * @param recommendationId names this reply in later events
 */
public record RecommendationsResponse(List<PredictedItem> itemList, String recommendationId) {
  /** Copies the list. */
  public RecommendationsResponse {
    itemList = List.copyOf(itemList);
  }
}
