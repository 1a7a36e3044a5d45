package io.nightjar.serving.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.Replies;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.selection.UserEvents;
import java.io.IOException;
import java.util.Map;

/** {@code GET …/user?id=}: what is known of a user, and what the user did lately. */
final class UserHandler implements Handler {
  private final ServedCampaigns campaigns;

  UserHandler(ServedCampaigns campaigns) {
    this.campaigns = campaigns;
  }

  @Override
  public void handle(Context context) {
    String id = QueryNumber.text(context, "id");
    CampaignSnapshot snapshot = campaigns.of(context).of(id);
    int user = snapshot.model().embeddings().users().ordinal(id);
    Map<String, String> attributes = user < 0 ? Map.of() : campaigns.attributes(snapshot).of(user);
    UserEvents history = snapshot.model().filterData().history(id);
    ItemTitles titles = campaigns.titles(snapshot);
    Replies.send(
        context,
        200,
        JsonReply.object(
            json -> {
              json.writeStringField("userId", id);
              json.writeStringField("model", snapshot.modelId());
              json.writeBooleanField("known", user >= 0);
              json.writeBooleanField("hasHistory", snapshot.model().filterData().hasHistory());
              json.writeObjectFieldStart("attributes");
              for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
              }
              json.writeEndObject();
              write(json, history, snapshot.model().embeddings().items(), titles);
            }));
  }

  private static void write(JsonGenerator json, UserEvents history, IdMap items, ItemTitles titles)
      throws IOException {
    json.writeArrayFieldStart("history");
    for (int event = 0; event < history.size(); event++) {
      int item = history.item(event);
      json.writeStartObject();
      json.writeStringField("itemId", items.id(item));
      if (history.type(event) != null) {
        json.writeStringField("eventType", history.type(event));
      }
      json.writeNumberField("timestamp", history.timestamp(event));
      titles.write(json, item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
