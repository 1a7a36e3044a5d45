package io.nightjar.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.campaign.CampaignFailure;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.campaign.FilterRegistry;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.shared.model.EmbeddingModel;
import java.io.IOException;
import java.util.Map;

/** {@code GET /readyz}: 200 when every campaign has a loaded model, else 503. */
final class ReadinessHandler implements Handler {
  private final CampaignRegistry registry;
  private final KnownContext knownContext;
  private final boolean detailed;

  /**
   * Tells of the campaigns of a registry.
   *
   * @param detailed whether strangers do not read it: names, sizes and failures are told then
   */
  ReadinessHandler(CampaignRegistry registry, KnownContext knownContext, boolean detailed) {
    this.detailed = detailed;
    this.registry = registry;
    this.knownContext = knownContext;
  }

  @Override
  public void handle(Context context) {
    CampaignRegistry.View view = registry.view();
    byte[] body =
        JsonReply.object(
            json -> {
              json.writeBooleanField("ready", view.ready());
              json.writeBooleanField("loading", !view.scanned());
              if (detailed) {
                writeDetails(json, view);
              }
            });
    Replies.send(context, view.ready() ? 200 : 503, body);
  }

  private void writeDetails(JsonGenerator json, CampaignRegistry.View view) throws IOException {
    if (registry.storeFailure() != null) {
      json.writeStringField("storeFailure", registry.storeFailure());
    }
    json.writeArrayFieldStart("campaigns");
    for (CampaignSnapshot snapshot : view.snapshots().values()) {
      write(json, snapshot);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("failures");
    for (CampaignFailure failure : view.failures().values()) {
      write(json, failure);
    }
    json.writeEndArray();
    write(json, registry.filters().view());
    json.writeNumberField("unknownContextKeys", knownContext.unknownKeys());
  }

  private static void write(JsonGenerator json, CampaignSnapshot snapshot) throws IOException {
    EmbeddingModel model = snapshot.model().embeddings();
    json.writeStartObject();
    json.writeStringField("campaign", snapshot.campaign().campaign());
    json.writeStringField("recipe", snapshot.campaign().recipe());
    json.writeStringField("model", snapshot.modelId());
    json.writeNumberField("users", model.users().size());
    json.writeNumberField("items", model.items().size());
    json.writeNumberField("variants", snapshot.index().variants());
    if (snapshot.campaign().split() != null) {
      json.writeStringField("splitModel", snapshot.campaign().split().model());
      json.writeNumberField("splitPercent", snapshot.campaign().split().percent());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, FilterRegistry.View filters) throws IOException {
    json.writeArrayFieldStart("filters");
    for (String name : filters.filters().keySet()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("filterFailures");
    for (Map.Entry<String, String> failure : filters.failures().entrySet()) {
      json.writeStringField(failure.getKey(), failure.getValue());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, CampaignFailure failure) throws IOException {
    json.writeStartObject();
    json.writeStringField("campaign", failure.campaign());
    json.writeStringField("message", failure.message());
    json.writeNumberField("refusals", failure.refusals());
    json.writeEndObject();
  }
}
