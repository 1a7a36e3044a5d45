package io.nightjar.shared.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ScalarKernelTest {
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
  }
}
