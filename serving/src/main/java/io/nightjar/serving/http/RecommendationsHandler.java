package io.nightjar.serving.http;

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
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.context.ContextVariant;
import java.util.List;

/** GetRecommendations: {@code POST /recommendations}. */
final class RecommendationsHandler implements OperationHandler {
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
  public Outcome answer(Call call) {
    RecommendationId id = call.recommendationId();
    RecommendationsRequest request = RecommendationsReader.read(call.body());
    call.observation().asks(request.campaign().name());
    Callers.requireCampaign(call, request.campaign(), "GetRecommendations");
    CampaignSnapshot snapshot =
        campaigns.snapshot(request.campaign(), "GetRecommendations", request.user());
    RequestedMetadata metadata = RequestedMetadata.of(snapshot, request.metadataColumns());
    boolean explained = Explanations.wanted(call, snapshot);
    ContextVariant variant = variant(request, snapshot);
    Lister lister =
        switch (snapshot.recipe().type()) {
          case RELATED_ITEMS -> related(request, snapshot);
          case POPULAR_ITEMS ->
              (numResults, filter) -> PopularRecommender.recommend(snapshot, numResults, filter);
          default -> forUser(request, snapshot, variant);
        };
    Answer row = explained ? null : row(request, snapshot, variant);
    if (row != null) {
      return reply(call, request, snapshot, metadata.addTo(row), id);
    }
    return new Pending(
        () -> {
          Shown shown = list(request, snapshot, variant, id, lister);
          Answer answer = metadata.addTo(shown.answer());
          if (explained) {
            answer =
                Explanations.addTo(
                    answer, snapshot, request.userId(), variant, shown.propensities());
          }
          if (shown.propensities() != null) {
            log(call, request, snapshot, variant, id, answer.items(), shown.propensities());
          }
          return reply(call, request, snapshot, answer, id);
        });
  }

  /** The row of the table that answers a request as it is; null when there is more to do. */
  private static Answer row(
      RecommendationsRequest request, CampaignSnapshot snapshot, ContextVariant variant) {
    boolean plain =
        snapshot.recipe() == Recipe.USER_PERSONALIZATION
            && snapshot.exploration() == null
            && request.filter() == null
            && request.promotions().isEmpty();
    return plain
        ? CatalogueRecommender.row(
            snapshot, request.userId(), variant, request.numResults(), RequestFilter.NONE)
        : null;
  }

  private static Reply reply(
      Call call,
      RecommendationsRequest request,
      CampaignSnapshot snapshot,
      Answer answer,
      RecommendationId id) {
    Answer shown =
        request.campaign().kind() == CampaignArn.Kind.RECOMMENDER ? answer.unscored() : answer;
    byte[] body = JsonReply.of(new RecommendationsResponse(shown.items(), id.text()));
    return Reply.of(call, snapshot, shown, body);
  }

  private static void log(
      Call call,
      RecommendationsRequest request,
      CampaignSnapshot snapshot,
      ContextVariant variant,
      RecommendationId id,
      List<PredictedItem> items,
      double[] propensities) {
    ExplorationLog.write(id, snapshot, request, variant, items, propensities);
    call.observation().shown(items.stream().map(PredictedItem::itemId).toList(), propensities);
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
