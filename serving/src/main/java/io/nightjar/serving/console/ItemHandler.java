package io.nightjar.serving.console;

import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.campaign.CatalogueLikeness;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.Replies;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.similarity.ItemSimilarity;
import java.io.IOException;
import java.util.List;

/** {@code GET …/item?id=&limit=}: an item, and the items most like it with the reasons. */
final class ItemHandler implements Handler {
  private static final int DEFAULT = 20;
  private static final int MOST = 100;

  private final ServedCampaigns campaigns;

  ItemHandler(ServedCampaigns campaigns) {
    this.campaigns = campaigns;
  }

  @Override
  public void handle(Context context) {
    CampaignSnapshot snapshot = campaigns.of(context);
    String id = QueryNumber.text(context, "id");
    int limit = QueryNumber.of(context, "limit", DEFAULT, MOST);
    IdMap items = snapshot.model().embeddings().items();
    int item = items.ordinal(id);
    ItemTitles titles = campaigns.titles(snapshot);
    CatalogueLikeness likeness = item < 0 ? null : campaigns.likeness(snapshot);
    Replies.send(
        context,
        200,
        JsonReply.object(
            json -> {
              json.writeStringField("itemId", id);
              json.writeStringField("model", snapshot.modelId());
              json.writeBooleanField("known", item >= 0);
              titles.write(json, item);
              if (likeness != null) {
                json.writeNumberField("interactions", likeness.interactions()[item]);
                write(json, item, limit, items, titles, likeness);
              }
            }));
  }

  private static void write(
      JsonGenerator json,
      int item,
      int limit,
      IdMap items,
      ItemTitles titles,
      CatalogueLikeness likeness)
      throws IOException {
    ItemSimilarity similarity = likeness.similarity();
    int[] others = similarity.mostLike(item, limit, null);
    List<ItemSimilarity.Likeness> reasons = similarity.explain(item, others);
    json.writeArrayFieldStart("similar");
    for (int place = 0; place < others.length; place++) {
      ItemSimilarity.Likeness reason = reasons.get(place);
      json.writeStartObject();
      json.writeStringField("itemId", items.id(others[place]));
      titles.write(json, others[place]);
      json.writeNumberField("interactions", likeness.interactions()[others[place]]);
      json.writeNumberField("likeness", reason.total());
      json.writeNumberField("cosine", reason.cosine());
      json.writeNumberField("weight", reason.weight());
      json.writeNumberField("metadata", reason.metadata());
      json.writeNumberField("popularity", reason.popularity());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
