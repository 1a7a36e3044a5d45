package io.nightjar.serving.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.api.ResourceNotFoundException;
import io.nightjar.serving.campaign.CampaignFile;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.Replies;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.campaign.RecipeNeeds;
import io.nightjar.shared.campaign.UnservableModelException;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** {@code GET …/campaigns/NAME}: one campaign, its metrics, and the models of the store. */
final class CampaignHandler implements Handler {
  private final Path store;
  private final CampaignRegistry registry;
  private final MetricsFiles metrics;

  CampaignHandler(Path store, CampaignRegistry registry, MetricsFiles metrics) {
    this.store = store;
    this.registry = registry;
    this.metrics = metrics;
  }

  @Override
  public void handle(Context context) {
    String name = context.pathParam("campaign");
    CampaignRegistry.View view = registry.view();
    CampaignSnapshot snapshot = view.snapshots().get(name);
    if (snapshot == null && !view.failures().containsKey(name)) {
      throw new ResourceNotFoundException("Campaign " + Quoted.shortened(name) + " does not exist");
    }
    CampaignManifest published = published(name);
    Replies.send(
        context,
        200,
        JsonReply.object(
            json -> {
              json.writeObjectFieldStart("campaign");
              CampaignJson.write(json, name, view, metrics);
              json.writeEndObject();
              if (published != null) {
                json.writeObjectFieldStart("published");
                json.writeStringField("model", published.model());
                json.writeStringField("previousModel", published.previousModel());
                if (published.split() != null) {
                  json.writeStringField("splitModel", published.split().model());
                }
                json.writeEndObject();
                writeModels(json, published, ModelState.of(name, published, view));
              }
              if (snapshot != null) {
                if (snapshot.recipe().type().isPersonal()) {
                  metrics.write(json, snapshot.model().manifest());
                }
                writeManifest(json, snapshot.model().manifest());
              }
            }));
  }

  /** What the file says; null when it cannot be read, which the reloader reports. */
  private CampaignManifest published(String name) {
    try {
      return CampaignFile.read(store, name);
    } catch (ModelFormatException e) {
      return null;
    }
  }

  private void writeModels(JsonGenerator json, CampaignManifest published, ModelState states)
      throws IOException {
    boolean personal = Recipe.of(published.recipe()).type().isPersonal();
    json.writeArrayFieldStart("models");
    for (ModelManifest model : StoredModels.newestFirst(store)) {
      json.writeStartObject();
      json.writeStringField("model", model.model());
      json.writeStringField("recipe", model.recipe());
      json.writeNumberField(
          "bytes", model.files().values().stream().mapToLong(ModelManifest.FileEntry::size).sum());
      json.writeStringField("state", states.of(model.model()));
      String problem = problem(published, model);
      if (problem != null) {
        json.writeStringField("problem", problem);
      }
      if (personal) {
        metrics.writeHeadline(json, model);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Why a model cannot serve the campaign; null when it can. */
  private static String problem(CampaignManifest published, ModelManifest model) {
    try {
      RecipeNeeds.require(Recipe.of(published.recipe()), model);
      return null;
    } catch (UnservableModelException e) {
      return e.getMessage();
    }
  }

  private static void writeManifest(JsonGenerator json, ModelManifest model) throws IOException {
    Map<String, long[]> tables = new TreeMap<>();
    model
        .files()
        .forEach(
            (path, file) -> {
              int slash = path.indexOf('/');
              long[] sums =
                  tables.computeIfAbsent(
                      slash < 0 ? path : path.substring(0, slash), key -> new long[2]);
              sums[0]++;
              sums[1] += file.size();
            });
    json.writeArrayFieldStart("tables");
    for (Map.Entry<String, long[]> table : tables.entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", table.getKey());
      json.writeNumberField("files", table.getValue()[0]);
      json.writeNumberField("bytes", table.getValue()[1]);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("training");
    for (Map.Entry<String, Double> figure : model.training().entrySet()) {
      if (figure.getValue() != null && Double.isFinite(figure.getValue())) {
        json.writeNumberField(figure.getKey(), figure.getValue());
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("arguments");
    for (String argument : model.arguments()) {
      json.writeString(argument);
    }
    json.writeEndArray();
  }
}
