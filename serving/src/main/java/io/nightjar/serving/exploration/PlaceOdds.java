package io.nightjar.serving.exploration;

/**
 * How likely a place of a list is to be explored, and to have each item of the list as it would be
 * without exploration. Immutable.
 *
 * <p>Implementation note: places are decided from the first to the last; each is explored with
 * probability ε, as long as there is a new item left. Only how many are explored so far matters for
 * the next, so one table of (places, explored among them) has everything, by sums and products of
 * probabilities and no subtraction.
 */
final class PlaceOdds {
  private final int places;
  private final int newItems;
  private final double weight;

  /** [k][x]: probability that x of the first k places are explored. */
  private final double[][] explored;

  /** [k]: probability that place k, from 0, is explored. */
  private final double[] ofPlace;

  /**
   * Odds of a list.
   *
   * @param places its length
   * @param newItems that may be shown, each at most once
   * @param weight ε, 0 to 1
   */
  PlaceOdds(int places, int newItems, double weight) {
    this.places = places;
    this.newItems = newItems;
    this.weight = weight;
    this.explored = new double[places + 1][];
    this.ofPlace = new double[places];
    explored[0] = new double[] {1};
    for (int place = 0; place < places; place++) {
      double[] before = explored[place];
      double[] after = new double[Math.min(place + 1, newItems) + 1];
      for (int count = 0; count < before.length; count++) {
        double odds = chance(count);
        if (odds > 0) {
          after[count + 1] += before[count] * odds;
          ofPlace[place] += before[count] * odds;
        }
        after[count] += before[count] * (1 - odds);
      }
      explored[place + 1] = after;
    }
  }

  /** Probability that the next place is explored after so many. */
  private double chance(int count) {
    return count < newItems ? weight : 0;
  }

  /** Length of the list. */
  int places() {
    return places;
  }

  /**
   * Probability that an item stands at a place.
   *
   * @param rank its place without exploration; {@link ExploredList#NEW} for one given new item
   */
  double of(int rank, int place) {
    return rank == ExploredList.NEW ? ofNewItem(place) : ofRank(rank, place);
  }

  /** Probability that one given new item stands at a place, from 0: all are equally likely. */
  private double ofNewItem(int place) {
    return newItems == 0 ? 0 : ofPlace[place] / newItems;
  }

  /** Probability that the item of rank {@code rank} without exploration stands at a place. */
  private double ofRank(int rank, int place) {
    int before = place - rank;
    return before < 0 || before >= explored[place].length
        ? 0
        : explored[place][before] * (1 - chance(before));
  }
}
