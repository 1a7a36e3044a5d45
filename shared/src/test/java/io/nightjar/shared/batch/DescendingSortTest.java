package io.nightjar.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.shared.scoring.RankKey;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescendingSortTest {
  @ParameterizedTest
  @CsvSource({
    "0,1",
    "1,1",
    "2,1",
    "100,1",
    "356,1",
    "356,1000",
    "100,0",
    "356,0.01",
    "300,3e37",
    "50,1e-40"
  })
  void theBestComeFirst(int count, double spread) {
    SplittableRandom random = new SplittableRandom(count);
    for (int round = 0; round < 20; round++) {
      long[] keys = new long[count + 2];
      for (int i = 0; i < count; i++) {
        double tail = -Math.log(1 - random.nextDouble() * 0.999);
        keys[2 + i] = RankKey.of((float) ((tail - 3) * spread), i);
      }
      int wanted = count == 0 ? 0 : 1 + random.nextInt(count);
      long[] best = new long[wanted + 1];
      new DescendingSort(400).best(keys, 2, count, wanted, best, 1);
      long[] expected = Arrays.copyOfRange(keys, 2, keys.length);
      Arrays.sort(expected);
      for (int rank = 0; rank < wanted; rank++) {
        assertThat(best[1 + rank]).isEqualTo(expected[count - 1 - rank]);
      }
    }
  }
}
