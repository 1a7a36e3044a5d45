package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {
  private static final int OFFERED = 3000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 25, 255, 256, 257, 2999, 3000, 5000})
  void theBestOfAnyOrderAreKept(int n) {
    long[] keys = new long[OFFERED];
    SplittableRandom random = new SplittableRandom(5);
    for (int ordinal = 0; ordinal < OFFERED; ordinal++) {
      keys[ordinal] = RankKey.of(random.nextInt(200), ordinal);
    }
    check(n, keys);
    Arrays.sort(keys);
    check(n, keys);
  }

  private static void check(int n, long[] keys) {
    Candidates first = new Candidates(n, OFFERED);
    Candidates second = new Candidates(n, OFFERED);
    for (int i = 0; i < OFFERED; i++) {
      Candidates candidates = i % 3 == 0 ? first : second;
      float logit = RankKey.logit(keys[i]);
      if (logit >= candidates.threshold()) {
        candidates.offer(logit, RankKey.ordinal(keys[i]));
      }
      if (i % 500 == 0) {
        candidates.tighten();
      }
    }
    first.merge(second);
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    long[] best = first.best();
    assertThat(best).hasSize(Math.min(n, OFFERED));
    for (int rank = 0; rank < best.length; rank++) {
      assertThat(best[rank]).as("rank %d of %d", rank, n).isEqualTo(sorted[OFFERED - 1 - rank]);
    }
  }
}
