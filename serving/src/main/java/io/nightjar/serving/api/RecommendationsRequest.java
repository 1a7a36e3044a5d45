package io.nightjar.serving.api;

import java.util.Map;

/**
 * A request of GetRecommendations.
 *
 * @param campaign whom it asks
 * @param userId for whom; need not be known
 * @param numResults how many items are wanted, 0 to {@value #MAX_RESULTS}
 * @param context circumstances, field to value
 */
public record RecommendationsRequest(
    CampaignArn campaign, String userId, int numResults, Map<String, String> context) {
  /** What a request that does not say gets. */
  public static final int DEFAULT_RESULTS = 25;

  /** The most that a request may ask for. */
  public static final int MAX_RESULTS = 500;

  /** Checks and copies the members. */
  public RecommendationsRequest {
    MemberRules.requireUserId(userId);
    MemberRules.requireContext(context);
    if (numResults < 0) {
      throw new InvalidInputException("numResults must not be negative: " + numResults);
    }
    if (numResults > MAX_RESULTS) {
      throw new InvalidInputException(
          "numResults must not exceed " + MAX_RESULTS + ": " + numResults);
    }
    context = Map.copyOf(context);
  }
}
