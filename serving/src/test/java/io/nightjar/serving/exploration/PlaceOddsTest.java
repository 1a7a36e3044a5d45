package io.nightjar.serving.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The odds against all that can be drawn, one by one. */
class PlaceOddsTest {
  private static final double CLOSE = 1e-12;

  /** Probability of "rank at place" and of "new at place", by the rule and nothing else. */
  private static Map<String, Double> enumerated(int places, int newItems, double weight) {
    Map<String, Double> found = new HashMap<>();
    decide(0, 0, 1, places, newItems, weight, found);
    return found;
  }

  private static void decide(
      int place,
      int explored,
      double probability,
      int places,
      int newItems,
      double weight,
      Map<String, Double> found) {
    if (place == places) {
      return;
    }
    if (explored < newItems && weight > 0) {
      found.merge("new at " + place, probability * weight, Double::sum);
      decide(place + 1, explored + 1, probability * weight, places, newItems, weight, found);
    }
    double rest = explored < newItems ? 1 - weight : 1;
    if (rest > 0) {
      found.merge((place - explored) + " at " + place, probability * rest, Double::sum);
      decide(place + 1, explored, probability * rest, places, newItems, weight, found);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6, 9, 0.3",
    "6, 2, 0.3",
    "7, 1, 0.8",
    "5, 5, 1",
    "5, 3, 1",
    "4, 0, 0.5",
    "12, 4, 0.01"
  })
  void areThoseOfAllThatCanBeDrawn(int places, int newItems, double weight) {
    PlaceOdds odds = new PlaceOdds(places, newItems, weight);
    Map<String, Double> expected = enumerated(places, newItems, weight);
    for (int place = 0; place < places; place++) {
      double sum = 0;
      for (int rank = 0; rank < places; rank++) {
        double actual = odds.of(rank, place);
        assertThat(actual)
            .as("%d at %d", rank, place)
            .isCloseTo(expected.getOrDefault(rank + " at " + place, 0.0), within(CLOSE));
        sum += actual;
      }
      double ofNew = newItems * odds.of(ExploredList.NEW, place);
      assertThat(ofNew)
          .as("new at %d", place)
          .isCloseTo(expected.getOrDefault("new at " + place, 0.0), within(CLOSE));
      assertThat(sum + ofNew).as("something stands at %d", place).isCloseTo(1, within(CLOSE));
    }
  }

  @Test
  void whileThereAreEnoughNewItemsEveryPlaceIsExploredAlike() {
    PlaceOdds odds = new PlaceOdds(500, 500, 0.25);
    for (int place = 0; place < 500; place++) {
      assertThat(odds.of(ExploredList.NEW, place)).isCloseTo(0.25 / 500, within(CLOSE));
    }
    assertThat(odds.of(0, 0)).isEqualTo(0.75);
    assertThat(odds.of(0, 1)).isCloseTo(0.25 * 0.75, within(CLOSE));
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "4, 1", "1, 4", "5, 0", "0, 3", "6, 6"})
  void promotedItemsStandWhereEveryChoiceOfPlacesPutsThem(int ordinary, int promoted) {
    int places = ordinary + promoted;
    Map<String, Integer> counts = new HashMap<>();
    int choices = 0;
    for (int choice = 0; choice < 1 << places; choice++) {
      if (Integer.bitCount(choice) != promoted) {
        continue;
      }
      choices++;
      int used = 0;
      for (int place = 0; place < places; place++) {
        boolean isPromoted = (choice >> place & 1) == 1;
        String which = isPromoted ? "promoted " + used++ : "ordinary " + (place - used);
        counts.merge(which + " at " + place, 1, Integer::sum);
      }
    }
    PromotedPlaces mixture = new PromotedPlaces(ordinary, promoted);
    for (int place = 0; place < places; place++) {
      for (int position = 0; position < ordinary; position++) {
        double expected = counts.getOrDefault("ordinary " + position + " at " + place, 0);
        assertThat(mixture.ofOrdinary(position, place))
            .isCloseTo(expected / choices, within(CLOSE));
      }
      for (int position = 0; position < promoted; position++) {
        double expected = counts.getOrDefault("promoted " + position + " at " + place, 0);
        assertThat(mixture.ofPromoted(position, place))
            .isCloseTo(expected / choices, within(CLOSE));
      }
    }
  }
}
