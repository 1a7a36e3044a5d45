package io.nightjar.serving.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nightjar.serving.campaign.CampaignFailure;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.shared.campaign.CampaignSplit;
import io.nightjar.shared.context.ContextSchema;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Writes what a campaign serves. */
final class CampaignJson {
  private CampaignJson() {}

  /** Writes the members of one campaign, which is served, or refused, or both. */
  static void write(
      JsonGenerator json, String name, CampaignRegistry.View view, MetricsFiles metrics)
      throws IOException {
    CampaignSnapshot snapshot = view.snapshots().get(name);
    CampaignFailure failure = view.failures().get(name);
    json.writeStringField("name", name);
    json.writeStringField(
        "state", snapshot == null ? "refused" : failure == null ? "active" : "stale");
    if (failure != null) {
      json.writeObjectFieldStart("failure");
      json.writeStringField("message", failure.message());
      json.writeNumberField("refusals", failure.refusals());
      json.writeEndObject();
    }
    if (snapshot != null) {
      write(json, snapshot);
      // The metrics of a model are of questions for users, which other recipes do not answer.
      if (snapshot.recipe().type().isPersonal()) {
        metrics.writeValues(json, snapshot.model().manifest());
      }
    }
  }

  private static void write(JsonGenerator json, CampaignSnapshot snapshot) throws IOException {
    ModelManifest manifest = snapshot.model().manifest();
    EmbeddingModel model = snapshot.model().embeddings();
    json.writeStringField("recipe", snapshot.campaign().recipe());
    json.writeStringField("type", snapshot.recipe().type().name());
    json.writeStringField("operation", snapshot.recipe().type().operation());
    json.writeStringField("model", snapshot.modelId());
    json.writeStringField("previousModel", snapshot.campaign().previousModel());
    CampaignSplit split = snapshot.campaign().split();
    if (split != null) {
      json.writeObjectFieldStart("split");
      json.writeStringField("model", split.model());
      json.writeNumberField("percent", split.percent());
      json.writeEndObject();
    }
    json.writeStringField("published", snapshot.campaign().published());
    json.writeStringField("trained", manifest.created());
    json.writeNumberField("users", model.users().size());
    json.writeNumberField("items", model.items().size());
    Long interactions = manifest.counts().get("interactions");
    if (interactions != null) {
      json.writeNumberField("interactions", interactions);
    }
    json.writeNumberField("dimension", manifest.dimension());
    json.writeNumberField("variants", snapshot.index().variants());
    json.writeNumberField("rows", snapshot.index().rows());
    json.writeNumberField("topN", manifest.topN());
    json.writeBooleanField("hasHistory", snapshot.model().filterData().hasHistory());
    write(json, model.context().schema(), snapshot.recipe().type().isPersonal());
  }

  private static void write(JsonGenerator json, ContextSchema schema, boolean personal)
      throws IOException {
    json.writeObjectFieldStart("contextFields");
    if (personal) {
      for (Map.Entry<String, Set<String>> field : schema.valuesByField().entrySet()) {
        json.writeArrayFieldStart(field.getKey());
        for (String value : field.getValue()) {
          json.writeString(value);
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }
}
