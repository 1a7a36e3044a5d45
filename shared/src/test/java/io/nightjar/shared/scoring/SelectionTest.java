package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectionTest {
  @Test
  void theGreatestComeFirstAndTheLeastOfThemLast() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 2000; round++) {
      int count = 1 + random.nextInt(200);
      int different = 1 + random.nextInt(2 * count);
      long[] keys = random.longs(count + 3, 0, different).toArray();
      long[] expected = Arrays.copyOfRange(keys, 3, keys.length);
      Arrays.sort(expected);
      int k = 1 + random.nextInt(count);
      long kth = Selection.greatestFirst(keys, 3, keys.length, k);
      assertThat(kth).isEqualTo(expected[count - k]).isEqualTo(keys[3 + k - 1]);
      long[] front = Arrays.copyOfRange(keys, 3, 3 + k);
      Arrays.sort(front);
      assertThat(front).isEqualTo(Arrays.copyOfRange(expected, count - k, count));
    }
  }
}
