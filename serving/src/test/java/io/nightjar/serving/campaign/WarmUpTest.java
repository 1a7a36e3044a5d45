package io.nightjar.serving.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmUpTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 64, 100})
  void asManyItemsAreScoredAsTheJitNeedsToSee(int dimension) {
    assertThat(WarmUp.score(dimension, 50_000)).isBetween(50_000L, 80_000L);
  }

  @Test
  void whatHasBegunIsAwaitedHoweverOftenItIsAskedFor() {
    WarmUp warmUp = new WarmUp();
    warmUp.begin(2);
    warmUp.begin(3);
    warmUp.await();
    warmUp.await();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("warm-up") && thread.isAlive());
  }
}
