package io.nightjar.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.jobs.board.TestSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.evaluation.RankingMetrics;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class RankingMetricsTest {
  /** The example of Personalize's guide: hits at ranks 2 and 5 of two relevant items. */
  @Test
  void theGuidesExampleComesOut() {
    boolean[] hits = {false, true, false, false, true};
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.reciprocalRankAt(25, hits)).isEqualTo(0.5);
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.ndcgAt(5, hits, 2))
        .isCloseTo(0.6241, within(5e-5));
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.precisionAt(5, hits)).isEqualTo(0.4);
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.recallAt(4, hits, 2)).isEqualTo(0.5);
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.hitRateAt(1, hits)).isZero();
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.hitRateAt(2, hits)).isEqualTo(1);
  }

  @Test
  void noHitsAndNothingRelevantAreZero() {
    boolean[] none = new boolean[3];
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.reciprocalRankAt(25, none)).isZero();
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.ndcgAt(5, none, 0)).isZero();
    assertThat(io.nightjar.jobs.evaluate.RankingMetrics.recallAt(5, none, 0)).isZero();
  }

  /** MLlib's metrics are an independent implementation. */
  @Test
  void agreesWithMllib() {
    Random random = new Random(3);
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(TestSpark.session().sparkContext());
    for (int round = 0; round < 10; round++) {
      List<Integer> ranking = new ArrayList<>();
      for (int item = 0; item < 40; item++) {
        ranking.add(item);
      }
      Collections.shuffle(ranking, random);
      List<Integer> relevant = new ArrayList<>(ranking);
      Collections.shuffle(relevant, random);
      relevant = relevant.subList(0, 1 + random.nextInt(8));
      boolean[] hits = new boolean[25];
      for (int position = 0; position < 25; position++) {
        hits[position] = relevant.contains(ranking.get(position));
      }
      RankingMetrics<Integer> oracle =
          RankingMetrics.of(
              context.parallelize(
                  List.of(new Tuple2<>(List.copyOf(ranking), List.copyOf(relevant))), 1));
      for (int k : new int[] {5, 10, 25}) {
        assertThat(io.nightjar.jobs.evaluate.RankingMetrics.precisionAt(k, hits))
            .isCloseTo(oracle.precisionAt(k), within(1e-12));
        assertThat(io.nightjar.jobs.evaluate.RankingMetrics.recallAt(k, hits, relevant.size()))
            .isCloseTo(oracle.recallAt(k), within(1e-12));
        assertThat(io.nightjar.jobs.evaluate.RankingMetrics.ndcgAt(k, hits, relevant.size()))
            .isCloseTo(oracle.ndcgAt(k), within(1e-12));
      }
    }
  }
}
