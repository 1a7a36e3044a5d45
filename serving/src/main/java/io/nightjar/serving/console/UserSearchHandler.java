package io.nightjar.serving.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.http.JsonReply;
import io.nightjar.serving.http.Replies;
import io.nightjar.shared.model.Ids;
import java.util.List;

/** {@code GET …/users?prefix=&limit=}: users whose ids begin so, never all of them. */
final class UserSearchHandler implements Handler {
  private static final int DEFAULT = 20;
  private static final int MOST = 100;

  private final ServedCampaigns campaigns;

  UserSearchHandler(ServedCampaigns campaigns) {
    this.campaigns = campaigns;
  }

  @Override
  public void handle(Context context) {
    Ids users = campaigns.of(context).model().embeddings().users();
    String prefix = context.queryParam("prefix");
    int limit = QueryNumber.of(context, "limit", DEFAULT, MOST);
    List<Integer> found = IdPrefix.ordinals(users, prefix == null ? "" : prefix, limit + 1);
    Replies.send(
        context,
        200,
        JsonReply.object(
            json -> {
              json.writeArrayFieldStart("users");
              for (int user : found.subList(0, Math.min(limit, found.size()))) {
                json.writeString(users.id(user));
              }
              json.writeEndArray();
              json.writeBooleanField("more", found.size() > limit);
              json.writeNumberField("known", users.size());
            }));
  }
}
