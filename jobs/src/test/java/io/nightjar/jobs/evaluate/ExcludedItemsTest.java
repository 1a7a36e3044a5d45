package io.nightjar.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExcludedItemsTest {
  @Test
  void excludedItemsHaveNoProbabilityAndNoPlace() {
    Scorer scorer = new Scorer(EmbeddingMatrix.of(1, new float[][] {{3}, {2}, {1}}));
    QueryJudge judge =
        new QueryJudge(scorer, ContextEmbeddings.none(1), new float[] {0, 0, (float) Math.log(2)});
    Query query = new Query(new float[] {1}, "", new int[] {1}, 0, new int[] {0});

    Map<String, MetricSums> sums = judge.judge(List.of(query).iterator());

    assertThat(sums.get(QueryJudge.MODEL).means())
        .containsEntry("mean_reciprocal_rank_at_25", 1.0)
        .hasEntrySatisfying(
            "nll", nll -> assertThat(nll).isCloseTo(Math.log1p(Math.exp(-1)), within(1e-9)));
    assertThat(sums.get(QueryJudge.POPULARITY).means())
        .containsEntry("mean_reciprocal_rank_at_25", 0.5)
        .hasEntrySatisfying("nll", nll -> assertThat(nll).isCloseTo(Math.log(3), within(1e-6)));
  }
}
