package io.nightjar.serving.http;

import io.nightjar.serving.api.InvalidInputException;

/** GetActionRecommendations: {@code POST /action-recommendations}, which is refused. */
final class ActionsHandler implements OperationHandler {
  @Override
  public Outcome answer(Call call) {
    throw new InvalidInputException(
        "GetActionRecommendations is not supported: no campaign has the recipe"
            + " aws-next-best-action");
  }
}
