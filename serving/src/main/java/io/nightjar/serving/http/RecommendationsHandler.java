package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.api.Promotion;
import io.nightjar.serving.api.RecommendationId;
import io.nightjar.serving.api.RecommendationsRequest;
import io.nightjar.serving.api.RecommendationsResponse;
import io.nightjar.serving.api.RequestedFilter;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.CatalogueRecommender;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.serving.ranking.PromotedAnswer;
import io.nightjar.serving.ranking.RequestFilter;
import io.nightjar.serving.ranking.RequestedMetadata;
import io.nightjar.serving.related.PopularRecommender;
import io.nightjar.serving.related.RelatedRecommender;
import io.nightjar.shared.context.ContextVariant;
import java.util.function.Function;

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

  /** What a campaign lists: the best items that a filter admits, at most so many. */
  private interface Lister {
    Answer list(int numResults, RequestFilter filter);
  }

  @Override
  public void handle(Context context) {
    RecommendationId id = Replies.recommendationId(context);
    RecommendationsRequest request = RecommendationsReader.read(RequestBody.read(context));
    ObservedHandler.of(context).asks(request.campaign().name());
    Callers.requireCampaign(context, request.campaign(), "GetRecommendations");
    CampaignSnapshot snapshot =
        campaigns.snapshot(request.campaign(), "GetRecommendations", request.userId());
    RequestedMetadata metadata = RequestedMetadata.of(snapshot, request.metadataColumns());
    boolean explained = Explanations.wanted(context, snapshot);
    Lister lister =
        switch (snapshot.recipe().type()) {
          case RELATED_ITEMS -> related(request, snapshot);
          case POPULAR_ITEMS ->
              (numResults, filter) -> PopularRecommender.recommend(snapshot, numResults, filter);
          default -> forUser(request, snapshot);
        };
    Answer answer =
        list(
            request,
            id,
            requested -> filters.of(requested, snapshot, request.userId(), request.itemId()),
            lister);
    answer = metadata.addTo(answer);
    if (explained) {
      answer = Explanations.addTo(answer, snapshot, request.userId(), variant(request, snapshot));
    }
    if (request.campaign().kind() == CampaignArn.Kind.RECOMMENDER) {
      answer = answer.unscored();
    }
    byte[] body = JsonReply.of(new RecommendationsResponse(answer.items(), id.text()));
    Replies.sendAnswer(context, snapshot, answer, body);
  }

  /** The list that a request asks for, its promotion included. */
  private static Answer list(
      RecommendationsRequest request,
      RecommendationId id,
      Function<RequestedFilter, RequestFilter> filters,
      Lister lister) {
    int numResults = request.numResults();
    Answer answer = lister.list(numResults, filters.apply(request.filter()));
    for (Promotion promotion : request.promotions()) {
      Answer promoted =
          lister.list(
              PromotedAnswer.share(numResults, promotion.percentPromotedItems()),
              filters.apply(promotion.filter()));
      answer = PromotedAnswer.of(promotion.name(), promoted, answer, numResults, id.seed());
    }
    return answer;
  }

  private ContextVariant variant(RecommendationsRequest request, CampaignSnapshot snapshot) {
    return knownContext.of(snapshot.model().embeddings().context().schema(), request.context());
  }

  private Lister forUser(RecommendationsRequest request, CampaignSnapshot snapshot) {
    request.requireUserId();
    ContextVariant variant = variant(request, snapshot);
    return (numResults, filter) ->
        CatalogueRecommender.recommend(snapshot, request.userId(), variant, numResults, filter);
  }

  private static Lister related(RecommendationsRequest request, CampaignSnapshot snapshot) {
    request.requireItemId(snapshot.recipe().recipeName());
    return (numResults, filter) ->
        RelatedRecommender.recommend(snapshot, request.itemId(), numResults, filter);
  }
}
