package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.api.RecommendationsRequest;
import io.nightjar.serving.api.RecommendationsResponse;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.CatalogueRecommender;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.serving.related.PopularRecommender;
import io.nightjar.serving.related.RelatedRecommender;
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
    RecommendationsRequest request = RecommendationsReader.read(RequestBody.read(context));
    UnsupportedMembers.refuse(request);
    CampaignSnapshot snapshot = campaigns.snapshot(request.campaign(), "GetRecommendations");
    Answer answer =
        switch (snapshot.recipe().type()) {
          case RELATED_ITEMS -> related(request, snapshot);
          case POPULAR_ITEMS ->
              PopularRecommender.recommend(
                  snapshot,
                  request.numResults(),
                  filters.of(request.filter(), snapshot, request.userId(), null));
          default -> forUser(request, snapshot);
        };
    if (request.campaign().kind() == CampaignArn.Kind.RECOMMENDER) {
      answer = answer.unscored();
    }
    byte[] body =
        JsonReply.of(new RecommendationsResponse(answer.items(), Replies.recommendationId()));
    Replies.sendAnswer(context, snapshot, answer.source(), body);
  }

  private Answer forUser(RecommendationsRequest request, CampaignSnapshot snapshot) {
    request.requireUserId();
    ContextVariant variant =
        knownContext.of(snapshot.model().embeddings().context().schema(), request.context());
    return CatalogueRecommender.recommend(
        snapshot,
        request.userId(),
        variant,
        request.numResults(),
        filters.of(request.filter(), snapshot, request.userId(), null));
  }

  private Answer related(RecommendationsRequest request, CampaignSnapshot snapshot) {
    request.requireItemId(snapshot.recipe().recipeName());
    return RelatedRecommender.recommend(
        snapshot,
        request.itemId(),
        request.numResults(),
        filters.of(request.filter(), snapshot, request.userId(), request.itemId()));
  }
}
