package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.nightjar.serving.api.CampaignArn;
import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.api.Promotion;
import io.nightjar.serving.api.RecommendationId;
import io.nightjar.serving.api.RecommendationsRequest;
import io.nightjar.serving.api.RecommendationsResponse;
import io.nightjar.serving.api.RequestedFilter;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.exploration.ExploredList;
import io.nightjar.serving.exploration.Explorer;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.CatalogueRecommender;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.serving.ranking.PromotedAnswer;
import io.nightjar.serving.ranking.RequestFilter;
import io.nightjar.serving.ranking.RequestedMetadata;
import io.nightjar.serving.related.PopularRecommender;
import io.nightjar.serving.related.RelatedRecommender;
import io.nightjar.shared.context.ContextVariant;
import java.util.List;

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
        campaigns.snapshot(request.campaign(), "GetRecommendations", request.user());
    RequestedMetadata metadata = RequestedMetadata.of(snapshot, request.metadataColumns());
    boolean explained = Explanations.wanted(context, snapshot);
    ContextVariant variant = variant(request, snapshot);
    Lister lister =
        switch (snapshot.recipe().type()) {
          case RELATED_ITEMS -> related(request, snapshot);
          case POPULAR_ITEMS ->
              (numResults, filter) -> PopularRecommender.recommend(snapshot, numResults, filter);
          default -> forUser(request, snapshot, variant);
        };
    Shown shown = list(request, snapshot, variant, id, lister);
    Answer answer = metadata.addTo(shown.answer());
    if (explained) {
      answer =
          Explanations.addTo(answer, snapshot, request.userId(), variant, shown.propensities());
    }
    if (request.campaign().kind() == CampaignArn.Kind.RECOMMENDER) {
      answer = answer.unscored();
    }
    byte[] body = JsonReply.of(new RecommendationsResponse(answer.items(), id.text()));
    if (shown.propensities() != null) {
      ExplorationLog.write(id, snapshot, request, variant, answer.items(), shown.propensities());
      ObservedHandler.of(context)
          .shown(answer.items().stream().map(PredictedItem::itemId).toList(), shown.propensities());
    }
    Replies.sendAnswer(context, snapshot, answer, body);
  }

  /**
   * A list, and how likely each item was to stand where it stands.
   *
   * @param propensities null where the campaign does not explore
   */
  private record Shown(Answer answer, double[] propensities) {}

  /** The list that a request asks for, with its promotion and what the campaign explores. */
  private Shown list(
      RecommendationsRequest request,
      CampaignSnapshot snapshot,
      ContextVariant variant,
      RecommendationId id,
      Lister lister) {
    int numResults = request.numResults();
    RequestFilter filter = filter(request.filter(), request, snapshot);
    Answer answer = lister.list(numResults, filter);
    Promotion promotion = request.promotions().isEmpty() ? null : request.promotions().get(0);
    Answer promoted = null;
    if (promotion != null) {
      promoted =
          lister.list(
              PromotedAnswer.share(numResults, promotion.percentPromotedItems()),
              filter(promotion.filter(), request, snapshot));
      answer = PromotedAnswer.ordinary(promoted, answer, numResults);
    }
    ExploredList explored = null;
    if (snapshot.exploration() != null) {
      explored =
          Explorer.of(
                  snapshot,
                  request.userId(),
                  variant,
                  filter.allowed(),
                  answer,
                  promoted == null ? List.of() : promoted.items())
              .explore(id.seed());
      answer = explored.answer();
    }
    if (promotion != null) {
      answer = PromotedAnswer.of(promotion.name(), promoted, answer, numResults, id.seed());
    }
    return new Shown(answer, explored == null ? null : explored.propensities(answer.items()));
  }

  private RequestFilter filter(
      RequestedFilter requested, RecommendationsRequest request, CampaignSnapshot snapshot) {
    return filters.of(requested, snapshot, request.user(), request.itemId());
  }

  /** The context of a request, if the recipe has one. */
  private ContextVariant variant(RecommendationsRequest request, CampaignSnapshot snapshot) {
    if (!snapshot.recipe().type().isPersonal()) {
      return null;
    }
    return knownContext.of(snapshot.model().embeddings().context().schema(), request.context());
  }

  private static Lister forUser(
      RecommendationsRequest request, CampaignSnapshot snapshot, ContextVariant variant) {
    request.requireUserId();
    return (numResults, filter) ->
        CatalogueRecommender.recommend(snapshot, request.userId(), variant, numResults, filter);
  }

  private static Lister related(RecommendationsRequest request, CampaignSnapshot snapshot) {
    request.requireItemId(snapshot.recipe().recipeName());
    return (numResults, filter) ->
        RelatedRecommender.recommend(snapshot, request.itemId(), numResults, filter);
  }
}
