package io.nightjar.serving.exploration;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.ranking.Answer;
import java.util.List;

/** A list that new items have a share of, and how likely each item was to stand where. */
public final class ExploredList {
  /** In place of a rank: a new item that was drawn. */
  static final int NEW = -1;

  private final PlaceOdds odds;
  private final Answer answer;
  private final int[] ranks;

  /**
   * Puts the parts together.
   *
   * @param ranks for each place the place, from 0, that its item would have without exploration;
   *     {@link #NEW} for a new item
   */
  ExploredList(PlaceOdds odds, Answer answer, int[] ranks) {
    this.odds = odds;
    this.answer = answer;
    this.ranks = ranks;
  }

  /** The list. */
  public Answer answer() {
    return answer;
  }

  /**
   * How likely each item was to be shown where it is shown, before anything was drawn: of this
   * user, context and request with any recommendation id. Promotions are in it.
   *
   * @param shown this list, or this list with promoted items among the others
   * @return a probability for each place
   */
  public double[] propensities(List<PredictedItem> shown) {
    int promoted = shown.size() - ranks.length;
    PromotedPlaces mixture = promoted == 0 ? null : new PromotedPlaces(ranks.length, promoted);
    double[] propensities = new double[shown.size()];
    int ordinary = 0;
    for (int place = 0; place < propensities.length; place++) {
      if (shown.get(place).promotionName() != null) {
        propensities[place] = mixture.ofPromoted(place - ordinary, place);
      } else {
        int rank = ranks[ordinary++];
        propensities[place] = mixture == null ? odds.of(rank, place) : of(rank, place, mixture);
      }
    }
    return propensities;
  }

  private double of(int rank, int place, PromotedPlaces mixture) {
    double propensity = 0;
    for (int ordinary = 0; ordinary < ranks.length; ordinary++) {
      propensity += odds.of(rank, ordinary) * mixture.ofOrdinary(ordinary, place);
    }
    return propensity;
  }
}
