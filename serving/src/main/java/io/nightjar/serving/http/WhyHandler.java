package io.nightjar.serving.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.RecommendationsRequest;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.exploration.Chance;
import io.nightjar.serving.exploration.Explorer;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.CatalogueRecommender;
import io.nightjar.serving.ranking.Explainer;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.serving.ranking.RequestFilter;
import io.nightjar.serving.ranking.Standing;
import io.nightjar.shared.context.ContextVariant;
import java.io.IOException;
import java.util.List;

/**
 * {@code GET /nightjar/why}: where an item stands for a user, or which step of GetRecommendations
 * takes it out.
 */
final class WhyHandler implements OperationHandler {
  private final Campaigns campaigns;
  private final Filters filters;
  private final KnownContext knownContext;

  WhyHandler(Campaigns campaigns, Filters filters, KnownContext knownContext) {
    this.campaigns = campaigns;
    this.filters = filters;
    this.knownContext = knownContext;
  }

  @Override
  public Outcome answer(Call call) {
    RecommendationsRequest request = WhyReader.read(call.rawQuery());
    Callers.requireCampaign(call, request.campaign(), "GetRecommendations");
    CampaignSnapshot snapshot =
        campaigns.snapshot(request.campaign(), "GetRecommendations", request.user());
    if (!snapshot.recipe().type().isPersonal()) {
      throw new InvalidInputException(
          "campaign must have a recipe for users, whose answers can be explained: %s has %s"
              .formatted(request.campaign().text(), snapshot.campaign().recipe()));
    }
    request.requireUserId();
    ContextVariant variant =
        knownContext.of(snapshot.model().embeddings().context().schema(), request.context());
    RequestFilter filter = filters.of(request.filter(), snapshot, request.userId(), null);
    Standing standing =
        Standing.of(
            snapshot, request.userId(), variant, request.itemId(), filter, request.numResults());
    byte[] body =
        JsonReply.object(
            json -> {
              writeQuestion(json, snapshot, request, variant);
              writeStanding(json, standing);
              if (standing.outcome() != Standing.Outcome.UNKNOWN_ITEM) {
                if (snapshot.exploration() != null) {
                  writeChance(json, snapshot, request, variant, filter);
                }
                Explainer explainer = Explainer.of(snapshot, request.userId(), variant);
                json.writeObjectFieldStart("explanation");
                Explanations.write(json, explainer.explain(request.itemId()), explainer);
                json.writeEndObject();
              }
            });
    return Reply.of(snapshot, body);
  }

  private static void writeQuestion(
      JsonGenerator json,
      CampaignSnapshot snapshot,
      RecommendationsRequest request,
      ContextVariant variant)
      throws IOException {
    json.writeStringField("campaign", snapshot.campaign().campaign());
    json.writeStringField("model", snapshot.modelId());
    json.writeStringField("userId", request.userId());
    json.writeBooleanField(
        "userKnown", snapshot.model().embeddings().users().ordinal(request.userId()) >= 0);
    json.writeStringField("itemId", request.itemId());
    json.writeStringField("context", variant.key());
    if (request.filter() != null) {
      json.writeStringField("filter", request.filter().arn().name());
    }
    json.writeNumberField("numResults", request.numResults());
  }

  private static void writeChance(
      JsonGenerator json,
      CampaignSnapshot snapshot,
      RecommendationsRequest request,
      ContextVariant variant,
      RequestFilter filter)
      throws IOException {
    Answer greedy =
        CatalogueRecommender.recommend(
            snapshot, request.userId(), variant, request.numResults(), filter);
    Chance chance =
        Explorer.of(snapshot, request.userId(), variant, filter.allowed(), greedy, List.of())
            .chance(request.itemId());
    json.writeObjectFieldStart("exploration");
    json.writeNumberField("weight", snapshot.exploration().weight());
    json.writeStringField("role", chance.role().text());
    json.writeNumberField("probability", chance.probability());
    json.writeEndObject();
  }

  private static void writeStanding(JsonGenerator json, Standing standing) throws IOException {
    json.writeStringField("outcome", standing.outcome().text());
    if (standing.rank() > 0) {
      json.writeNumberField("rank", standing.rank());
    }
    if (standing.catalogueRank() > 0) {
      json.writeNumberField("catalogueRank", standing.catalogueRank());
      json.writeNumberField("score", (float) standing.score());
    }
  }
}
