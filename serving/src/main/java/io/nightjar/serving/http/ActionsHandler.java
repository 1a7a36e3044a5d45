package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.InvalidInputException;

/** GetActionRecommendations: {@code POST /action-recommendations}, which is refused. */
final class ActionsHandler implements Handler {
  @Override
  public void handle(Context context) {
    throw new InvalidInputException(
        "GetActionRecommendations is not supported: no campaign has the recipe"
            + " aws-next-best-action");
  }
}
