package io.nightjar.serving.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.JsonRequest;
import io.nightjar.serving.http.Replies;
import io.nightjar.serving.http.RequestBody;
import io.nightjar.shared.model.IdMap;
import java.util.LinkedHashSet;
import java.util.List;

/** {@code POST …/items} with {@code ids}: titles and columns of items that the model knows. */
final class DescribeItemsHandler implements Handler {
  private static final int MOST = 500;

  private final ServedCampaigns campaigns;

  DescribeItemsHandler(ServedCampaigns campaigns) {
    this.campaigns = campaigns;
  }

  @Override
  public void handle(Context context) {
    List<String> ids = ids(RequestBody.read(context));
    CampaignSnapshot snapshot = campaigns.of(context);
    IdMap items = snapshot.model().embeddings().items();
    ItemTitles titles = campaigns.titles(snapshot);
    Replies.send(
        context,
        200,
        JsonReply.object(
            json -> {
              json.writeObjectFieldStart("items");
              for (String id : new LinkedHashSet<>(ids)) {
                int item = items.ordinal(id);
                if (item >= 0) {
                  json.writeObjectFieldStart(id);
                  titles.write(json, item);
                  json.writeEndObject();
                }
              }
              json.writeEndObject();
            }));
  }

  private static List<String> ids(byte[] body) {
    List<String> ids = List.of();
    try (JsonRequest json = new JsonRequest(body)) {
      for (String member = json.nextMember(); member != null; member = json.nextMember()) {
        if (member.equals("ids")) {
          ids = json.stringList(member);
        } else {
          json.skip();
        }
      }
    }
    if (ids.isEmpty() || ids.size() > MOST) {
      throw new InvalidInputException("ids must have 1 to " + MOST + " items: " + ids.size());
    }
    return ids;
  }
}
