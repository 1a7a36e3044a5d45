package io.nightjar.serving.api;

import java.util.List;
import java.util.Map;

/**
 * A request of GetRecommendations.
 *
 * @param campaign whom it asks
 * @param userId for whom; need not be known; null when not given, may be empty: see {@link #user}
 * @param itemId the item looked at; null when not given
 * @param numResults how many items are wanted, 0 to {@value #MAX_RESULTS}
 * @param context circumstances, field to value
 * @param filter which items may be listed; null for all
 * @param promotions items to promote; may be empty
 * @param metadataColumns columns wanted beside each item; null for none
 */
public record RecommendationsRequest(
    CampaignArn campaign,
    String userId,
    String itemId,
    int numResults,
    Map<String, String> context,
    RequestedFilter filter,
    List<Promotion> promotions,
    MetadataColumns metadataColumns) {
  /** What a request that does not say gets. */
  public static final int DEFAULT_RESULTS = 25;

  /** The most that a request may ask for. */
  public static final int MAX_RESULTS = 500;

  /** Checks and copies the members. */
  public RecommendationsRequest {
    if (userId != null) {
      MemberRules.requireId("userId", userId);
    }
    if (itemId != null) {
      MemberRules.requireId("itemId", itemId);
    }
    MemberRules.requireContext(context);
    if (numResults < 0) {
      throw new InvalidInputException("numResults must not be negative: " + numResults);
    }
    if (numResults > MAX_RESULTS) {
      throw new InvalidInputException(
          "numResults must not exceed " + MAX_RESULTS + ": " + numResults);
    }
    if (metadataColumns != null && numResults > MetadataColumns.MAX_ITEMS) {
      throw new InvalidInputException(
          "numResults must not exceed "
              + MetadataColumns.MAX_ITEMS
              + " with metadataColumns: "
              + numResults);
    }
    Promotion.requireFew(promotions);
    context = Map.copyOf(context);
    promotions = List.copyOf(promotions);
  }

  /** The user where none is needed: null when there is none, and an empty id is none. */
  public String user() {
    return userId == null || userId.isEmpty() ? null : userId;
  }

  /** Fails if there is no user, for recipes that answer users. */
  public void requireUserId() {
    MemberRules.requireUserId(userId);
  }

  /** Fails if there is no item, for recipes of related items, of which {@code recipe} is one. */
  public void requireItemId(String recipe) {
    if (itemId == null || itemId.isEmpty()) {
      throw new InvalidInputException(
          "itemId must be given, the campaign's recipe is "
              + recipe
              + ": it is "
              + (itemId == null ? "missing" : "''"));
    }
  }
}
