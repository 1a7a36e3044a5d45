package io.nightjar.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A live request gets the list of the nightly table: the same ids, the same bits in every logit.
 */
class LiveAndBatchTest {
  @Test
  void liveIsBatchBitForBit() {
    SplittableRandom random = new SplittableRandom(51);
    for (int round = 0; round < 40; round++) {
      int items = 1 + random.nextInt(round % 8 == 0 ? 20_000 : 2000);
      int variants = 1 + random.nextInt(4);
      int n = 1 + random.nextInt(150);
      RandomModel model =
          new RandomModel(random.nextLong(), items, 1 + random.nextInt(100), 3, variants);
      TopLists lists = model.score(n, items);
      Scorer scorer = new Scorer(EmbeddingMatrix.of(model.dimension, model.items));
      for (int user = 0; user < 3; user++) {
        for (int variant = 0; variant < variants; variant++) {
          ScoredItems live =
              scorer.recommend(QueryVector.of(model.users[user], model.contexts[variant]), n);
          assertSame(live, lists, user, variant, model);
        }
      }
    }
  }

  private static void assertSame(
      ScoredItems live, TopLists lists, int user, int variant, RandomModel model) {
    assertThat(live.size()).as("%s", model).isEqualTo(lists.size(user, variant));
    double tolerance = 1e-6 * Math.max(1, Math.abs(live.logPartition()));
    assertThat(live.logPartition())
        .as("%s", model)
        .isCloseTo(lists.logPartition(user, variant), within(tolerance));
    for (int rank = 0; rank < live.size(); rank++) {
      assertThat(live.ordinal(rank))
          .as("rank %d, user %d, variant %d of %s", rank, user, variant, model)
          .isEqualTo(lists.ordinal(user, variant, rank));
      assertThat(Float.floatToRawIntBits(live.logit(rank)))
          .isEqualTo(Float.floatToRawIntBits(lists.logit(user, variant, rank)));
    }
  }
}
