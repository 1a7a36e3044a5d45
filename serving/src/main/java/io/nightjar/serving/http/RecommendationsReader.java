package io.nightjar.serving.http;

import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.api.MetadataColumns;
import io.nightjar.serving.api.Promotion;
import io.nightjar.serving.api.RecommendationsRequest;
import io.nightjar.serving.api.RequestedFilter;
import java.util.List;
import java.util.Map;

/** Reads the body of GetRecommendations. Members that it does not know are passed over. */
final class RecommendationsReader {
  private RecommendationsReader() {}

  static RecommendationsRequest read(byte[] body) {
    String campaignArn = null;
    String recommenderArn = null;
    String userId = null;
    String itemId = null;
    int numResults = RecommendationsRequest.DEFAULT_RESULTS;
    Map<String, String> context = Map.of();
    String filterArn = null;
    Map<String, String> filterValues = null;
    List<Promotion> promotions = List.of();
    Map<String, List<String>> metadataColumns = null;
    try (JsonRequest json = new JsonRequest(body)) {
      for (String member = json.nextMember(); member != null; member = json.nextMember()) {
        switch (member) {
          case "campaignArn" -> campaignArn = json.string(member);
          case "recommenderArn" -> recommenderArn = json.string(member);
          case "userId" -> userId = json.string(member);
          case "itemId" -> itemId = json.string(member);
          case "numResults" -> numResults = json.integer(member);
          case "context" -> context = json.stringMap(member);
          case "filterArn" -> filterArn = json.string(member);
          case "filterValues" -> filterValues = json.stringMap(member);
          case "promotions" ->
              promotions = json.list(member, element -> PromotionReader.read(json, element));
          case "metadataColumns" -> metadataColumns = json.stringLists(member);
          default -> json.skip();
        }
      }
    }
    return new RecommendationsRequest(
        CampaignArn.either(campaignArn, recommenderArn),
        userId,
        itemId,
        numResults,
        context,
        RequestedFilter.of("", filterArn, filterValues),
        promotions,
        MetadataColumns.of(metadataColumns));
  }
}
