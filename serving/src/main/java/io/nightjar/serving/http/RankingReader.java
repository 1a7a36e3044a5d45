package io.nightjar.serving.http;

import io.nightjar.serving.api.RankingRequest;
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
    try (JsonRequest json = new JsonRequest(body)) {
      for (String member = json.nextMember(); member != null; member = json.nextMember()) {
        switch (member) {
          case "campaignArn" -> campaignArn = json.string(member);
          case "userId" -> userId = json.string(member);
          case "inputList" -> inputList = json.stringList(member);
          case "context" -> context = json.stringMap(member);
          default -> {
            UnsupportedMembers.OF_RANKING.refuse(member);
            json.skip();
          }
        }
      }
    }
    return new RankingRequest(RankingRequest.campaign(campaignArn), userId, inputList, context);
  }
}
