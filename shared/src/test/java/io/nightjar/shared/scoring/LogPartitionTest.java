package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogPartitionTest {
  private static final long SEED = 13;

  @Test
  void nothingIsMinusInfinity() {
    assertThat(new LogPartition().value()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(of(new float[0])).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void oneLogitIsItself() {
    assertThat(of(3.5f)).isEqualTo(3.5);
  }

  @Test
  void equalLogitsAddTheLogarithmOfTheirNumber() {
    float[] logits = new float[1000];
    Arrays.fill(logits, -2f);
    assertThat(of(logits)).isCloseTo(-2 + Math.log(1000), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(floats = {0.01f, 1f, 10f, 40f})
  void agreesWithTheNaiveSumWhereThatWorks(float scale) {
    float[] logits = random(2000, scale);
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    assertThat(of(logits)).as("seed %d", SEED).isCloseTo(Math.log(sum), within(1e-12));
  }

  @Test
  void neitherOverflowsNorUnderflows() {
    assertThat(of(1e6f, 1e6f)).isCloseTo(1e6 + Math.log(2), within(1e-9));
    assertThat(of(-1e6f, -1e6f)).isCloseTo(-1e6 + Math.log(2), within(1e-9));
    assertThat(of(-1e6f, 1e6f)).isEqualTo(1e6);
  }

  @Test
  void blocksGiveWhatTheWholeGives() {
    float[] logits = random(1000, 30f);
    double whole = of(logits);
    for (int block : new int[] {1, 7, 64, 333, 999}) {
      LogPartition sequential = new LogPartition();
      LogPartition merged = new LogPartition();
      for (int first = 0; first < logits.length; first += block) {
        float[] part = Arrays.copyOfRange(logits, first, Math.min(first + block, logits.length));
        sequential.addAll(part, part.length);
        LogPartition alone = new LogPartition();
        alone.addAll(part, part.length);
        merged.merge(alone);
      }
      assertThat(sequential.value())
          .as("blocks of %d, seed %d", block, SEED)
          .isCloseTo(whole, within(1e-12));
      assertThat(merged.value())
          .as("blocks of %d, seed %d", block, SEED)
          .isCloseTo(whole, within(1e-12));
    }
  }

  @Test
  void mergingNothingChangesNothing() {
    LogPartition partition = new LogPartition();
    partition.addAll(new float[] {1f, 2f}, 2);
    double before = partition.value();
    partition.merge(new LogPartition());
    assertThat(partition.value()).isEqualTo(before);
  }

  @Test
  void onlyTheFirstCountLogitsCount() {
    LogPartition partition = new LogPartition();
    partition.addAll(new float[] {1f, 99f}, 1);
    assertThat(partition.value()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void logitsThatOverflowedAreRefused(float logit) {
    LogPartition partition = new LogPartition();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> partition.addAll(new float[] {1f, logit, 2f}, 3))
        .withMessage("logits must be finite: logit 1 is " + logit);
  }

  private static double of(float... logits) {
    LogPartition partition = new LogPartition();
    partition.addAll(logits, logits.length);
    return partition.value();
  }

  private static float[] random(int count, float scale) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = (float) ((random.nextDouble() - 0.5) * 2 * scale);
    }
    return logits;
  }
}
