package io.nightjar.serving.http;

import io.nightjar.serving.api.MetadataColumns;
import io.nightjar.serving.api.RankingRequest;
import io.nightjar.serving.api.RequestedFilter;
import java.util.List;
import java.util.Map;

/** Reads the body of GetPersonalizedRanking. Members that it does not know are passed over. */
final class RankingReader {
  private RankingReader() {}

  static RankingRequest read(byte[] body) {
    String campaignArn = null;
    String userId = null;
    List<String> inputList = null;
    Map<String, String> context = Map.of();
    String filterArn = null;
    Map<String, String> filterValues = null;
    Map<String, List<String>> metadataColumns = null;
    try (JsonRequest json = new JsonRequest(body)) {
      for (String member = json.nextMember(); member != null; member = json.nextMember()) {
        switch (member) {
          case "campaignArn" -> campaignArn = json.string(member);
          case "userId" -> userId = json.string(member);
          case "inputList" -> inputList = json.stringList(member);
          case "context" -> context = json.stringMap(member);
          case "filterArn" -> filterArn = json.string(member);
          case "filterValues" -> filterValues = json.stringMap(member);
          case "metadataColumns" -> metadataColumns = json.stringLists(member);
          default -> json.skip();
        }
      }
    }
    return new RankingRequest(
        RankingRequest.campaign(campaignArn),
        userId,
        inputList,
        context,
        RequestedFilter.of("", filterArn, filterValues),
        MetadataColumns.of(metadataColumns));
  }
}
