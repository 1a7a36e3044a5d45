package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopNTest {
  private static final long SEED = 11;

  @Test
  void keepsWhatASortKeeps() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 200; round++) {
      int items = random.nextInt(300);
      int distinct = 1 + random.nextInt(40);
      float[] logits = new float[items];
      for (int item = 0; item < items; item++) {
        logits[item] = random.nextInt(distinct) - 20;
      }
      for (int n : new int[] {0, 1, 2, 10, items / 2, items, items + 1, 2 * items + 5}) {
        TopN top = new TopN(n);
        top.offerAll(logits, items, 0);
        assertThat(drained(top))
            .as("round %d, seed %d, %d of %d items", round, SEED, n, items)
            .isEqualTo(sorted(logits, n));
      }
    }
  }

  @Test
  void orderOfOffersDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] logits = {3f, 1f, 3f, -2f, 3f, 1f, 7f};
    for (int round = 0; round < 50; round++) {
      TopN top = new TopN(4);
      for (int item : shuffled(logits.length, random)) {
        top.offer(item, logits[item]);
      }
      assertThat(drained(top)).as("round %d, seed %d", round, SEED).containsExactly(6, 0, 2, 4);
    }
  }

  @Test
  void tiesGoToTheLowerOrdinal() {
    TopN top = new TopN(2);
    top.offer(9, 1f);
    top.offer(5, 1f);
    top.offer(7, 1f);
    assertThat(drained(top)).containsExactly(5, 7);
  }

  @Test
  void zerosOfBothSignsTie() {
    TopN top = new TopN(2);
    top.offer(1, 0f);
    top.offer(0, -0f);
    assertThat(drained(top)).containsExactly(0, 1);
  }

  @Test
  void blocksGiveWhatTheWholeGives() {
    float[] logits = new float[100];
    for (int item = 0; item < logits.length; item++) {
      logits[item] = (item * 37) % 11;
    }
    TopN whole = new TopN(13);
    whole.offerAll(logits, logits.length, 0);
    TopN blocks = new TopN(13);
    for (int first : new int[] {75, 0, 50, 25}) {
      float[] block = new float[32];
      System.arraycopy(logits, first, block, 0, 25);
      blocks.offerAll(block, 25, first);
    }
    assertThat(drained(blocks)).isEqualTo(drained(whole));
  }

  @Test
  void drainWritesFromAPositionAndEmpties() {
    TopN top = new TopN(2);
    top.offer(3, 1f);
    top.offer(4, 2f);
    int[] ordinals = {-1, -1, -1, -1};
    float[] logits = new float[4];
    assertThat(top.drain(ordinals, logits, 1)).isEqualTo(2);
    assertThat(ordinals).containsExactly(-1, 4, 3, -1);
    assertThat(logits).containsExactly(0f, 2f, 1f, 0f);
    assertThat(top.size()).isZero();
  }

  @Test
  void clearForgets() {
    TopN top = new TopN(1);
    top.offer(0, 9f);
    top.clear();
    top.offer(1, 1f);
    assertThat(drained(top)).containsExactly(1);
  }

  @Test
  void nMustNotBeNegative() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopN(-1))
        .withMessage("n must not be negative: -1");
  }

  private static List<Integer> sorted(float[] logits, int n) {
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(
            Comparator.comparing((Integer item) -> -logits[item])
                .thenComparing(Comparator.naturalOrder()))
        .limit(n)
        .toList();
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static List<Integer> drained(TopN top) {
    int[] ordinals = new int[top.size()];
    top.drain(ordinals, new float[top.size()], 0);
    return IntStream.of(ordinals).boxed().toList();
  }
}
