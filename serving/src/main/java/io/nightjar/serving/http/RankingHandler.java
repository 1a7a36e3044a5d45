package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
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

/** GetPersonalizedRanking: {@code POST /personalize-ranking}. */
final class RankingHandler implements Handler {
  private final Campaigns campaigns;
  private final Filters filters;
  private final KnownContext knownContext;

  RankingHandler(Campaigns campaigns, Filters filters, KnownContext knownContext) {
    this.campaigns = campaigns;
    this.filters = filters;
    this.knownContext = knownContext;
  }

  @Override
  public void handle(Context context) {
    RecommendationId id = Replies.recommendationId(context);
    RankingRequest request = RankingReader.read(RequestBody.read(context));
    ObservedHandler.of(context).asks(request.campaign().name());
    Callers.requireCampaign(context, request.campaign(), "GetPersonalizedRanking");
    CampaignSnapshot snapshot =
        campaigns.snapshot(request.campaign(), "GetPersonalizedRanking", request.userId());
    ContextVariant variant =
        knownContext.of(snapshot.model().embeddings().context().schema(), request.context());
    RequestFilter filter = filters.of(request.filter(), snapshot, request.userId(), null);
    RequestedMetadata metadata = RequestedMetadata.of(snapshot, request.metadataColumns());
    boolean explained = Explanations.wanted(context, snapshot);
    Answer answer =
        metadata.addTo(
            PersonalizedRanker.rank(
                snapshot, request.userId(), variant, request.inputList(), filter));
    if (explained) {
      answer = Explanations.addTo(answer, snapshot, request.userId(), variant);
    }
    byte[] body = JsonReply.of(new RankingResponse(answer.items(), id.text()));
    Replies.sendAnswer(context, snapshot, answer, body);
  }
}
