package io.nightjar.shared.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class KernelsTest {
  private static final boolean MODULE =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  /** The build runs the tests once with the module and once without, and says so here. */
  @Test
  void theKernelThatTheBuildMeantIsActive() {
    String expected = System.getProperty("nightjar.test.kernel");
    assertThat(expected).as("set by the build").isIn("simd", "scalar");
    assertThat(MODULE).isEqualTo(expected.equals("simd"));
    assertThat(Kernels.active() instanceof ScalarKernel).isEqualTo(expected.equals("scalar"));
  }

  @Test
  void theDescriptionSaysWhatRunsAndWhatWouldBeFaster() {
    if (MODULE) {
      assertThat(Kernels.description())
          .matches("scoring kernel: Vector API, (64|128|256|512) bits");
    } else {
      assertThat(Kernels.description())
          .isEqualTo(
              "scoring kernel: plain Java (slow; start Java with"
                  + " --add-modules=jdk.incubator.vector for SIMD)");
    }
  }

  @Test
  void scalarCanAlwaysBeHad() {
    assertThat(Kernels.choose("scalar")).isInstanceOf(ScalarKernel.class);
  }

  @Test
  void autoTakesWhatThereIs() {
    assertThat(Kernels.choose("auto") instanceof ScalarKernel).isNotEqualTo(MODULE);
  }

  @Test
  void simdIsRefusedWithoutTheModule() {
    if (MODULE) {
      assertThat(Kernels.choose("simd")).isNotInstanceOf(ScalarKernel.class);
    } else {
      assertThatIllegalStateException()
          .isThrownBy(() -> Kernels.choose("simd"))
          .withMessage(
              "nightjar.kernel=simd needs the JVM option --add-modules=jdk.incubator.vector");
    }
  }

  @Test
  void anythingElseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Kernels.choose("gpu"))
        .withMessage("nightjar.kernel must be auto, simd or scalar: gpu");
  }
}
