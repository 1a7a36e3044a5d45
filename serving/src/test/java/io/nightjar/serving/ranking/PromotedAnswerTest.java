package io.nightjar.serving.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.serving.api.PredictedItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotedAnswerTest {
  private static Answer answer(Answer.Source source, String... ids) {
    List<PredictedItem> items = new ArrayList<>();
    for (String id : ids) {
      items.add(new PredictedItem(id, 0.5f));
    }
    return new Answer(items, source);
  }

  private static Answer mixed(String promoted, String others, int numResults, long seed) {
    return PromotedAnswer.of(
        "house",
        answer(Answer.Source.TABLE, promoted.split("")),
        answer(Answer.Source.TABLE, others.split("")),
        numResults,
        seed);
  }

  private static String ids(Answer answer) {
    StringBuilder ids = new StringBuilder();
    answer.items().forEach(item -> ids.append(item.itemId()));
    return ids.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 0",
    "1, 1, 1",
    "25, 1, 1",
    "25, 2, 1",
    "25, 5, 1",
    "25, 6, 2",
    "25, 10, 3",
    "10, 20, 2",
    "10, 24, 2",
    "10, 25, 3",
    "500, 100, 500",
    "500, 99, 495",
    "3, 50, 2"
  })
  void theShareIsRoundedHalfUpAndAtLeastOne(int numResults, int percent, int share) {
    assertThat(PromotedAnswer.share(numResults, percent)).isEqualTo(share);
  }

  @Test
  void bothKindsKeepTheirOrderAndNothingIsLostOrTwice() {
    SplittableRandom seeds = new SplittableRandom(7);
    for (int trial = 0; trial < 200; trial++) {
      Answer answer = mixed("ACE", "abcAdeCfgh", 8, seeds.nextLong());
      assertThat(ids(answer).replaceAll("[a-z]", "")).isEqualTo("ACE");
      assertThat(ids(answer).replaceAll("[A-Z]", "")).isEqualTo("abcde");
      for (PredictedItem item : answer.items()) {
        boolean promoted = Character.isUpperCase(item.itemId().charAt(0));
        assertThat(item.promotionName()).isEqualTo(promoted ? "house" : null);
        assertThat(item.reason()).isEqualTo(promoted ? "Promoted item" : null);
        assertThat(item.score()).isEqualTo(0.5f);
      }
    }
  }

  @Test
  void everyChoiceOfPlacesIsEquallyLikely() {
    TreeMap<String, Integer> counts = new TreeMap<>();
    SplittableRandom seeds = new SplittableRandom(42);
    int trials = 20_000;
    for (int trial = 0; trial < trials; trial++) {
      counts.merge(ids(mixed("AB", "abc", 5, seeds.nextLong())), 1, Integer::sum);
    }
    assertThat(counts).hasSize(10);
    // Ten choices of two places out of five; five standard deviations are 212.
    counts.values().forEach(count -> assertThat(count).isBetween(1_788, 2_212));
  }

  @Test
  void theSameSeedGivesTheSamePlaces() {
    assertThat(ids(mixed("AB", "abcdefgh", 10, 11)))
        .isEqualTo(ids(mixed("AB", "abcdefgh", 10, 11)));
    assertThat(
            Arrays.asList(ids(mixed("AB", "abcdefgh", 10, 1)), ids(mixed("AB", "abcdefgh", 10, 2))))
        .doesNotHaveDuplicates();
  }

  @Test
  void anAnswerIsLiveIfAnyPartIs() {
    Answer table = answer(Answer.Source.TABLE, "a");
    Answer live = answer(Answer.Source.LIVE, "b");
    assertThat(PromotedAnswer.of("p", table, table, 2, 1).source()).isEqualTo(Answer.Source.TABLE);
    assertThat(PromotedAnswer.of("p", live, table, 2, 1).source()).isEqualTo(Answer.Source.LIVE);
    assertThat(PromotedAnswer.of("p", table, live, 2, 1).source()).isEqualTo(Answer.Source.LIVE);
  }
}
