package io.nightjar.serving.http;

import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.api.RecommendationsRequest;
import io.nightjar.serving.api.RequestedFilter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the query parameters of {@code GET /nightjar/why}, which follow the rules of
 * GetRecommendations. A campaign or a filter may be given by its name instead of its ARN; what is
 * an object there is a text of JSON here.
 */
final class WhyReader {
  private static final String ARN = "arn:aws:personalize:::";

  private WhyReader() {}

  static RecommendationsRequest read(String query) {
    String itemId = QueryParameter.of(query, "itemId");
    if (itemId == null) {
      throw new InvalidInputException("itemId must be given: it is missing");
    }
    String campaign = QueryParameter.of(query, "campaign");
    if (campaign == null) {
      throw new InvalidInputException("campaign must be given: it is missing");
    }
    return new RecommendationsRequest(
        new CampaignArn(CampaignArn.Kind.CAMPAIGN, arn(campaign, "campaign/")),
        QueryParameter.of(query, "userId"),
        itemId,
        numResults(QueryParameter.of(query, "numResults")),
        map(query, "context"),
        RequestedFilter.of(
            "", arn(QueryParameter.of(query, "filterArn"), "filter/"), map(query, "filterValues")),
        List.of(),
        null);
  }

  private static String arn(String text, String prefix) {
    return text == null || text.indexOf(':') >= 0 ? text : ARN + prefix + text;
  }

  private static int numResults(String text) {
    if (text == null) {
      return RecommendationsRequest.DEFAULT_RESULTS;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new InvalidInputException("numResults must be an integer: " + Quoted.text(text));
    }
  }

  private static Map<String, String> map(String query, String name) {
    String text = QueryParameter.of(query, name);
    Map<String, String> map = new LinkedHashMap<>();
    if (text != null) {
      try (JsonRequest json = new JsonRequest(text.getBytes(StandardCharsets.UTF_8), name)) {
        for (String key = json.nextMember(); key != null; key = json.nextMember()) {
          map.put(key, json.string(name + "." + key));
        }
      }
    }
    return map;
  }
}
