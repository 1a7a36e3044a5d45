package io.nightjar.serving.http;

import io.nightjar.serving.api.RankingRequest;
import io.nightjar.serving.api.RankingResponse;
import io.nightjar.serving.api.RecommendationId;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.KnownContext;
import io.nightjar.serving.ranking.PersonalizedRanker;
import io.nightjar.serving.ranking.RequestFilter;
import io.nightjar.serving.ranking.RequestedMetadata;
import io.nightjar.shared.context.ContextVariant;
import java.util.function.Supplier;

/** GetPersonalizedRanking: {@code POST /personalize-ranking}. */
final class RankingHandler implements OperationHandler {
  private final Campaigns campaigns;
  private final Filters filters;
  private final KnownContext knownContext;

  RankingHandler(Campaigns campaigns, Filters filters, KnownContext knownContext) {
    this.campaigns = campaigns;
    this.filters = filters;
    this.knownContext = knownContext;
  }

  @Override
  public Outcome answer(Call call) {
    RecommendationId id = call.recommendationId();
    RankingRequest request = RankingReader.read(call.body());
    call.observation().asks(request.campaign().name());
    Callers.requireCampaign(call, request.campaign(), "GetPersonalizedRanking");
    CampaignSnapshot snapshot =
        campaigns.snapshot(request.campaign(), "GetPersonalizedRanking", request.userId());
    ContextVariant variant =
        knownContext.of(snapshot.model().embeddings().context().schema(), request.context());
    RequestedMetadata metadata = RequestedMetadata.of(snapshot, request.metadataColumns());
    boolean explained = Explanations.wanted(call, snapshot);
    Supplier<Reply> ranking =
        () -> {
          RequestFilter filter = filters.of(request.filter(), snapshot, request.userId(), null);
          Answer answer =
              metadata.addTo(
                  PersonalizedRanker.rank(
                      snapshot, request.userId(), variant, request.inputList(), filter));
          if (explained) {
            answer = Explanations.addTo(answer, snapshot, request.userId(), variant);
          }
          byte[] body = JsonReply.of(new RankingResponse(answer.items(), id.text()));
          return Reply.of(call, snapshot, answer, body);
        };
    boolean quick = request.filter() == null && !explained;
    return quick ? ranking.get() : new Pending(ranking);
  }
}
