package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededDrawsTest {
  private static final long SEED = 3;

  @Test
  void streamsOfOneSeedDifferByPurpose() {
    assertThat(new SeededDraws(SEED, "a").uniform())
        .isEqualTo(new SeededDraws(SEED, "a").uniform());
    assertThat(new SeededDraws(SEED, "a").uniform())
        .isNotEqualTo(new SeededDraws(SEED, "b").uniform());
    assertThat(new SeededDraws(SEED, "a").uniform())
        .isNotEqualTo(new SeededDraws(SEED + 1, "a").uniform());
  }

  @Test
  void gaussianIsStandardNormal() {
    SeededDraws draws = new SeededDraws(SEED, "gaussian");
    double[] drawn = IntStream.range(0, 100_000).mapToDouble(i -> draws.gaussian()).toArray();
    double mean = Arrays.stream(drawn).average().orElseThrow();
    double variance = Arrays.stream(drawn).map(x -> x * x).average().orElseThrow();
    double beyondTwo = Arrays.stream(drawn).filter(x -> x > 2).count() / 100_000.0;
    assertThat(mean).as("seed %d", SEED).isCloseTo(0, within(0.02));
    assertThat(variance).as("seed %d", SEED).isCloseTo(1, within(0.03));
    assertThat(beyondTwo).as("seed %d", SEED).isCloseTo(0.02275, within(0.003));
  }

  @Test
  void positionsFollowTheirShares() {
    SeededDraws draws = new SeededDraws(SEED, "position");
    double[] shares = {0.5, 0.0, 0.2, 0.3};
    int[] counts = new int[4];
    for (int i = 0; i < 100_000; i++) {
      counts[draws.position(shares)]++;
    }
    for (int i = 0; i < 4; i++) {
      assertThat(counts[i] / 100_000.0)
          .as("position %d, seed %d", i, SEED)
          .isCloseTo(shares[i], within(0.01));
    }
  }

  @Test
  void permutationsHoldEveryNumberOnce() {
    int[] order = new SeededDraws(SEED, "permutation").permutation(50);
    assertThat(order).isNotEqualTo(IntStream.range(0, 50).toArray());
    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, 50).toArray());
  }
}
