package io.nightjar.shared.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarKernelTest {
  private static final long SEED = 7;

  @Test
  void dotEqualsLogitsBitForBitForEveryLength() {
    for (int dimension = 1; dimension <= 200; dimension++) {
      assertDotEqualsLogits(67, dimension);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 63, 64, 65, 127, 128, 129, 191, 200, 1001})
  void dotEqualsLogitsBitForBitForEveryCatalogueSize(int items) {
    assertDotEqualsLogits(items, 33);
  }

  private static void assertDotEqualsLogits(int items, int dimension) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[][] rows = new float[items][];
    for (int item = 0; item < items; item++) {
      rows[item] = vector(random, dimension);
    }
    float[] query = vector(random, dimension);
    PackedItems packed = new PackedItems(EmbeddingMatrix.of(dimension, rows));
    float[] logits = new float[packed.paddedItems()];
    ScalarKernel.logits(packed, query, logits);
    for (int item = 0; item < items; item++) {
      assertThat(Float.floatToRawIntBits(logits[item]))
          .as("item %d of %d, dimension %d, seed %d", item, items, dimension, SEED)
          .isEqualTo(Float.floatToRawIntBits(ScalarKernel.dot(query, rows[item])));
    }
  }

  private static float[] vector(SplittableRandom random, int dimension) {
    float[] vector = new float[dimension];
    for (int factor = 0; factor < dimension; factor++) {
      vector[factor] = (float) ((random.nextDouble() - 0.5) * (1 << random.nextInt(20)));
    }
    return vector;
  }

  @Test
  void productsAreNotRoundedBeforeTheyAreAdded() {
    float x = 1f + 0x1p-23f;
    float rounded = x * x;
    assertThat(ScalarKernel.dot(new float[] {-rounded, x}, new float[] {1f, x}))
        .isEqualTo(0x1p-46f);
  }

  @Test
  void additionsFollowTheFactors() {
    float[] ones = {1f, 1f, 1f};
    assertThat(ScalarKernel.dot(new float[] {0x1p30f, -0x1p30f, 1f}, ones)).isEqualTo(1f);
    assertThat(ScalarKernel.dot(new float[] {1f, 0x1p30f, -0x1p30f}, ones)).isEqualTo(0f);
  }

  @Test
  void noFactorsGiveZero() {
    assertThat(ScalarKernel.dot(new float[0], new float[0])).isEqualTo(0f);
  }

  @Test
  void dimensionsMustAgree() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScalarKernel.dot(new float[2], new float[3]))
        .withMessage("query and item must have one dimension: 2 and 3");
    PackedItems packed = new PackedItems(EmbeddingMatrix.of(2, new float[1][2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScalarKernel.logits(packed, new float[3], new float[64]))
        .withMessage("query must have 2 values: 3");
  }

  @Test
  void logitsNeedRoomForThePadding() {
    PackedItems packed = new PackedItems(EmbeddingMatrix.of(2, new float[1][2]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScalarKernel.logits(packed, new float[2], new float[63]))
        .withMessage("logits must have room for 64 values: 63");
  }
}
