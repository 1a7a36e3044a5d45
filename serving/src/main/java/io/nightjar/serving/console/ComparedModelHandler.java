package io.nightjar.serving.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.ComparedModel;
import io.nightjar.serving.http.ConsoleOperations;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.shared.campaign.UnservableModelException;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;

/**
 * {@code POST …/models/MODEL/recommendations}: GetRecommendations as if the campaign served another
 * model of the store.
 */
final class ComparedModelHandler implements Handler {
  private final ComparedModel models;
  private final KnownContext knownContext;

  ComparedModelHandler(ComparedModel models, KnownContext knownContext) {
    this.models = models;
    this.knownContext = knownContext;
  }

  @Override
  public void handle(Context context) throws Exception {
    String model = context.pathParam("model");
    if (!ModelLayout.isModelId(model)) {
      throw new InvalidInputException("model must be a model id: " + Quoted.text(model));
    }
    CampaignRegistry aside;
    try {
      aside = models.of(context.pathParam("campaign"), model);
    } catch (UnservableModelException | ModelFormatException e) {
      throw new InvalidInputException(e.getMessage());
    }
    ConsoleOperations.recommendations(aside, knownContext).handle(context);
  }
}
