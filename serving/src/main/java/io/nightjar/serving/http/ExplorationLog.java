package io.nightjar.serving.http;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.api.RecommendationId;
import io.nightjar.serving.api.RecommendationsRequest;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.shared.context.ContextVariant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what campaigns that explore have shown, with the probability of each item to stand where it
 * stands: one line of JSON for each reply.
 */
final class ExplorationLog {
  private static final Logger LOG = LoggerFactory.getLogger("nightjar.exploration");

  private ExplorationLog() {}

  /** Logs a reply: {@code propensities} has one for each of its items. */
  static void write(
      RecommendationId id,
      CampaignSnapshot snapshot,
      RecommendationsRequest request,
      ContextVariant context,
      List<PredictedItem> items,
      double[] propensities) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    byte[] line =
        JsonReply.object(
            json -> {
              json.writeStringField("recommendationId", id.text());
              json.writeStringField("campaign", snapshot.campaign().campaign());
              json.writeStringField("model", snapshot.modelId());
              json.writeStringField("userId", request.userId());
              json.writeStringField("context", context.key());
              json.writeArrayFieldStart("items");
              for (int place = 0; place < propensities.length; place++) {
                PredictedItem item = items.get(place);
                json.writeStartObject();
                json.writeStringField("itemId", item.itemId());
                json.writeNumberField("propensity", propensities[place]);
                if (item.reason() != null) {
                  json.writeStringField("reason", item.reason());
                }
                json.writeEndObject();
              }
              json.writeEndArray();
            });
    LOG.info("{}", new String(line, StandardCharsets.UTF_8));
  }
}
