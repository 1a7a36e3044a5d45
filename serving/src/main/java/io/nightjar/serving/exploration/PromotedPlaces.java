package io.nightjar.serving.exploration;

/**
 * How likely an item of two lists that are mixed at random stands where: promoted items among
 * others, both in their own order, every choice of places equally likely. Immutable.
 *
 * <p>Implementation note: [k][x], the probability that x of the first k places have an ordinary
 * item, follows the selection sampling that mixes the lists ({@code PromotedAnswer});
 * hypergeometric numbers without a factorial.
 */
final class PromotedPlaces {
  private final int ordinary;
  private final int places;
  private final double[][] ordinaryAmong;

  /**
   * A mixture.
   *
   * @param ordinary number of ordinary items
   * @param promoted number of promoted items
   */
  PromotedPlaces(int ordinary, int promoted) {
    this.ordinary = ordinary;
    this.places = ordinary + promoted;
    this.ordinaryAmong = new double[places + 1][];
    ordinaryAmong[0] = new double[] {1};
    for (int place = 0; place < places; place++) {
      double[] before = ordinaryAmong[place];
      double[] after = new double[Math.min(place + 1, ordinary) + 1];
      for (int count = 0; count < before.length; count++) {
        double odds = chance(place, count);
        if (odds > 0) {
          after[count + 1] += before[count] * odds;
        }
        after[count] += before[count] * (1 - odds);
      }
      ordinaryAmong[place + 1] = after;
    }
  }

  /** Probability that a place has an ordinary item if so many places before it have one. */
  private double chance(int place, int count) {
    return (ordinary - count) / (double) (places - place);
  }

  /** Probability that the ordinary item of a position among its kind stands at a place. */
  double ofOrdinary(int position, int place) {
    return position > place || position >= ordinaryAmong[place].length
        ? 0
        : ordinaryAmong[place][position] * chance(place, position);
  }

  /** Probability that the promoted item of a position among its kind stands at a place. */
  double ofPromoted(int position, int place) {
    int before = place - position;
    return before < 0 || before >= ordinaryAmong[place].length
        ? 0
        : ordinaryAmong[place][before] * (1 - chance(place, before));
  }
}
