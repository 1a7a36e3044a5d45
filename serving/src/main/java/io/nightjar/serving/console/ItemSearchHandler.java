package io.nightjar.serving.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.Replies;
import io.nightjar.shared.model.IdMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * {@code GET …/items?q=&limit=}: items whose ids begin so, then those whose titles do, then those
 * whose titles contain it, whatever the case.
 */
final class ItemSearchHandler implements Handler {
  private static final int DEFAULT = 20;
  private static final int MOST = 100;

  private final ServedCampaigns campaigns;

  ItemSearchHandler(ServedCampaigns campaigns) {
    this.campaigns = campaigns;
  }

  @Override
  public void handle(Context context) {
    CampaignSnapshot snapshot = campaigns.of(context);
    IdMap items = snapshot.model().embeddings().items();
    ItemTitles titles = campaigns.titles(snapshot);
    String query = context.queryParam("q");
    int limit = QueryNumber.of(context, "limit", DEFAULT, MOST);
    List<Integer> found = find(items, titles, query == null ? "" : query, limit + 1);
    Replies.send(
        context,
        200,
        JsonReply.object(
            json -> {
              json.writeArrayFieldStart("items");
              for (int item : found.subList(0, Math.min(limit, found.size()))) {
                json.writeStartObject();
                json.writeStringField("itemId", items.id(item));
                if (titles.of(item) != null) {
                  json.writeStringField("title", titles.of(item));
                }
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeBooleanField("more", found.size() > limit);
            }));
  }

  private static List<Integer> find(IdMap items, ItemTitles titles, String query, int most) {
    Set<Integer> found = new LinkedHashSet<>(IdPrefix.ordinals(items, query, most));
    if (titles.columnName() != null && !query.isEmpty()) {
      String wanted = query.toLowerCase(Locale.ROOT);
      List<Integer> containing = new ArrayList<>();
      for (int item = 0; item < items.size() && found.size() < most; item++) {
        String title = titles.of(item);
        int at = title == null ? -1 : title.toLowerCase(Locale.ROOT).indexOf(wanted);
        if (at == 0) {
          found.add(item);
        } else if (at > 0 && containing.size() < most) {
          containing.add(item);
        }
      }
      found.addAll(containing);
    }
    return found.stream().limit(most).toList();
  }
}
