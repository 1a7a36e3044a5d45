package io.nightjar.serving.http;

import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.api.RecommendationsRequest;
import java.util.Map;

/** Reads the body of GetRecommendations. Members that it does not know are passed over. */
final class RecommendationsReader {
  private RecommendationsReader() {}

  static RecommendationsRequest read(byte[] body) {
    String campaignArn = null;
    String recommenderArn = null;
    String userId = null;
    int numResults = RecommendationsRequest.DEFAULT_RESULTS;
    Map<String, String> context = Map.of();
    try (JsonRequest json = new JsonRequest(body)) {
      for (String member = json.nextMember(); member != null; member = json.nextMember()) {
        switch (member) {
          case "campaignArn" -> campaignArn = json.string(member);
          case "recommenderArn" -> recommenderArn = json.string(member);
          case "userId" -> userId = json.string(member);
          case "itemId" -> json.string(member);
          case "numResults" -> numResults = json.integer(member);
          case "context" -> context = json.stringMap(member);
          default -> {
            UnsupportedMembers.OF_RECOMMENDATIONS.refuse(member);
            json.skip();
          }
        }
      }
    }
    return new RecommendationsRequest(
        CampaignArn.either(campaignArn, recommenderArn), userId, numResults, context);
  }
}
