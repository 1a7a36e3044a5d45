package io.nightjar.serving.api;

import java.util.List;
import java.util.Map;

/**
 * A request of GetPersonalizedRanking.
 *
 * @param campaign whom it asks
 * @param userId for whom; need not be known
 * @param inputList ids of the items to rank, at most {@value #MAX_ITEMS}
 * @param context circumstances, field to value
 * @param filter which items are ranked; null for all
 * @param metadataColumns columns wanted beside each item; null for none
 */
public record RankingRequest(
    CampaignArn campaign,
    String userId,
    List<String> inputList,
    Map<String, String> context,
    RequestedFilter filter,
    MetadataColumns metadataColumns) {
  /** The most items that a request may rank. */
  public static final int MAX_ITEMS = 500;

  /** Checks and copies the members. */
  public RankingRequest {
    MemberRules.requireUserId(userId);
    MemberRules.requireContext(context);
    MemberRules.requireGiven("inputList", inputList);
    if (inputList.size() > MAX_ITEMS) {
      throw new InvalidInputException(
          "inputList must not have more than " + MAX_ITEMS + " items: " + inputList.size());
    }
    if (metadataColumns != null && inputList.size() > MetadataColumns.MAX_ITEMS) {
      throw new InvalidInputException(
          "inputList must not have more than "
              + MetadataColumns.MAX_ITEMS
              + " items with metadataColumns: "
              + inputList.size());
    }
    MemberRules.requireIds("inputList", inputList);
    inputList = List.copyOf(inputList);
    context = Map.copyOf(context);
  }

  /** The ARN of a ranking's campaign; there are no recommenders that rank. */
  public static CampaignArn campaign(String campaignArn) {
    MemberRules.requireGiven("campaignArn", campaignArn);
    return new CampaignArn(CampaignArn.Kind.CAMPAIGN, campaignArn);
  }
}
