package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What there is to learn in the standard data: mean NDCG@10 of rankings of the whole catalogue,
 * over every tenth interaction in its context. The true ranking in context is the best possible.
 */
class TruthFiguresTest {
  private static final DemoWorld WORLD = DemoWorldGenerator.generate(DemoConfig.standard());
  private static final List<DemoInteraction> INTERACTIONS = InteractionSampler.sample(WORLD);

  @Test
  void truthBeatsPopularityAndContextMatters() {
    double[] popularity = new double[WORLD.items()];
    INTERACTIONS.forEach(each -> popularity[each.item()]++);
    double[][] withoutContext = new double[WORLD.users()][];
    Arrays.setAll(withoutContext, user -> WORLD.trueScores(user, Map.of()));

    double best =
        meanNdcgAt10(
            each ->
                ndcgAt10(
                    WORLD.trueScores(
                        each.user(), Map.of("DEVICE", each.device(), "DAYPART", each.daypart())),
                    each.item()));
    double contextFree = meanNdcgAt10(each -> ndcgAt10(withoutContext[each.user()], each.item()));
    double popular = meanNdcgAt10(each -> ndcgAt10(popularity, each.item()));

    String figures =
        "in context %.4f, without context %.4f, popularity %.4f"
            .formatted(best, contextFree, popular);
    assertThat(best).as(figures).isGreaterThan(2 * popular);
    assertThat(contextFree).as(figures).isGreaterThan(2 * popular);
    assertThat(best).as(figures).isGreaterThan(1.15 * contextFree);
  }

  private static double meanNdcgAt10(ToDoubleFunction<DemoInteraction> ndcg) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < INTERACTIONS.size(); i += 10) {
      sum += ndcg.applyAsDouble(INTERACTIONS.get(i));
      count++;
    }
    return sum / count;
  }

  /** With one relevant item the best possible gain is 1, at rank 1. */
  private static double ndcgAt10(double[] scores, int relevant) {
    int rank = 1;
    for (double score : scores) {
      if (score > scores[relevant]) {
        rank++;
      }
    }
    return rank > 10 ? 0 : Math.log(2) / Math.log(1 + rank);
  }
}
