package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.api.Promotion;
import io.nightjar.serving.api.RecommendationId;
import io.nightjar.serving.api.RecommendationsRequest;
import io.nightjar.serving.api.RecommendationsResponse;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.CatalogueRecommender;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.serving.ranking.PromotedAnswer;
import io.nightjar.serving.ranking.RequestFilter;
import io.nightjar.serving.ranking.RequestedMetadata;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.context.ContextVariant;

/** GetRecommendations: {@code POST /recommendations}. */
final class RecommendationsHandler implements Handler {
  private final Campaigns campaigns;
  private final Filters filters;
  private final KnownContext knownContext;

  RecommendationsHandler(Campaigns campaigns, Filters filters, KnownContext knownContext) {
    this.campaigns = campaigns;
    this.filters = filters;
    this.knownContext = knownContext;
  }

  @Override
  public void handle(Context context) {
    RecommendationId id = Replies.recommendationId(context);
    RecommendationsRequest request = RecommendationsReader.read(RequestBody.read(context));
    CampaignSnapshot snapshot =
        campaigns.snapshot(request.campaign(), Recipe.USER_PERSONALIZATION, "GetRecommendations");
    ContextVariant variant =
        knownContext.of(snapshot.model().embeddings().context().schema(), request.context());
    RequestFilter filter = filters.of(request.filter(), snapshot, request.userId());
    RequestedMetadata metadata = RequestedMetadata.of(snapshot, request.metadataColumns());
    Answer answer =
        CatalogueRecommender.recommend(
            snapshot, request.userId(), variant, request.numResults(), filter);
    for (Promotion promotion : request.promotions()) {
      Answer promoted =
          CatalogueRecommender.recommend(
              snapshot,
              request.userId(),
              variant,
              PromotedAnswer.share(request.numResults(), promotion.percentPromotedItems()),
              filters.of(promotion.filter(), snapshot, request.userId()));
      answer =
          PromotedAnswer.of(promotion.name(), promoted, answer, request.numResults(), id.seed());
    }
    answer = metadata.addTo(answer);
    if (Explanations.wanted(context, snapshot)) {
      answer = Explanations.addTo(answer, snapshot, request.userId(), variant);
    }
    if (request.campaign().kind() == CampaignArn.Kind.RECOMMENDER) {
      answer = answer.unscored();
    }
    byte[] body = JsonReply.of(new RecommendationsResponse(answer.items(), id.text()));
    Replies.sendAnswer(context, snapshot, answer.source(), body);
  }
}
