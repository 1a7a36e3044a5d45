package io.nightjar.serving.api;

import java.util.List;

/**
 * A reply of GetPersonalizedRanking.
 *
 * @param personalizedRanking best first, items that the model does not know last
 * @param recommendationId names this reply in later events
 */
public record RankingResponse(List<PredictedItem> personalizedRanking, String recommendationId) {
  /** Copies the list. */
  public RankingResponse {
    personalizedRanking = List.copyOf(personalizedRanking);
  }
}
