package io.nightjar.shared.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel that runs here, against plain loops in the test. */
class KernelTest {
  private static final int PANEL = PackedItems.PANEL;
  private final SplittableRandom random = new SplittableRandom(7);

  static Stream<Kernel> kernels() {
    return Stream.of(new ScalarKernel(), Kernels.active());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void logitsHaveTheBitsOfDotInEveryDimension(Kernel kernel) {
    for (int dimension = 1; dimension <= 300; dimension++) {
      assertLogits(kernel, 67, dimension);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void logitsHaveTheBitsOfDotForEveryCatalogueSize(Kernel kernel) {
    for (int items : new int[] {0, 1, 2, 3, 7, 63, 64, 65, 127, 128, 129, 191, 200, 1001}) {
      assertLogits(kernel, items, 33);
    }
  }

  private void assertLogits(Kernel kernel, int items, int dimension) {
    float[][] rows = new float[items][];
    for (int item = 0; item < items; item++) {
      rows[item] = vector(dimension);
    }
    float[][] queries = {vector(dimension), vector(dimension), vector(dimension)};
    PackedItems packed = PackedItems.inOrder(EmbeddingMatrix.of(dimension, rows));
    float[][] logits = new float[3][packed.paddedItems()];
    packed.logits(kernel, queries, logits);
    assertSingles(kernel, packed, queries, logits);
    for (int query = 0; query < queries.length; query++) {
      for (int item = 0; item < items; item++) {
        assertThat(Float.floatToRawIntBits(logits[query][item]))
            .as("query %d, item %d of %d, dimension %d", query, item, items, dimension)
            .isEqualTo(Float.floatToRawIntBits(ScalarKernel.dot(queries[query], rows[item])));
      }
    }
  }

  /** One query, and the sum of two, at an odd place: the bits of four queries at a time. */
  private static void assertSingles(
      Kernel kernel, PackedItems packed, float[][] queries, float[][] logits) {
    int dimension = packed.dimension();
    float[] one = new float[3 + PANEL];
    float[] sum = new float[3 + PANEL];
    for (int panel = 0; panel < packed.panels(); panel++) {
      kernel.product(packed.panel(panel), dimension, queries[0], one, 3);
      kernel.productSum(packed.panel(panel), dimension, queries[1], queries[2], sum, 3);
      for (int lane = 0; lane < PANEL; lane++) {
        int item = panel * PANEL + lane;
        assertThat(Float.floatToRawIntBits(one[3 + lane]))
            .as("item %d, dimension %d", item, dimension)
            .isEqualTo(Float.floatToRawIntBits(logits[0][item]));
        assertThat(Float.floatToRawIntBits(sum[3 + lane]))
            .as("item %d, dimension %d", item, dimension)
            .isEqualTo(Float.floatToRawIntBits(logits[1][item] + logits[2][item]));
      }
    }
    assertThat(one[2] + sum[2]).isZero();
  }

  private float[] vector(int dimension) {
    float[] vector = new float[dimension];
    for (int factor = 0; factor < dimension; factor++) {
      vector[factor] = (float) ((random.nextDouble() - 0.5) * (1 << random.nextInt(20)));
    }
    return vector;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void exponentialsAreNearlyAsExactAsAFloat(Kernel kernel) {
    float[] arguments = new float[64 * PANEL];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = (float) (-87 + 175.0 * i / arguments.length);
    }
    float[] powers = new float[arguments.length + 3];
    kernel.exp(arguments, 0, arguments.length, 0f, powers, 3);
    for (int i = 0; i < arguments.length; i++) {
      double expected = Math.exp(arguments[i]);
      assertThat(powers[3 + i] / expected)
          .as("e to the %s", arguments[i])
          .isCloseTo(1.0, within(Math.abs(arguments[i]) <= 16 ? 2e-7 : 4e-7));
      assertThat(powers[3 + i]).isEqualTo(Exponential.of(arguments[i]));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void exponentialsOfVerySmallArgumentsAreNextToNothing(Kernel kernel) {
    float[] arguments = new float[PANEL];
    java.util.Arrays.fill(arguments, -1e30f);
    arguments[5] = Float.NEGATIVE_INFINITY;
    float[] powers = new float[PANEL];
    kernel.exp(arguments, 0, PANEL, 0f, powers, 0);
    for (float power : powers) {
      assertThat(power).isBetween(0f, 2e-38f);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sumsExponentialsRowByRow(Kernel kernel) {
    int count = 16 * PANEL;
    float[] logits = randomLogits(2 + 2 * count);
    float[] references = {7f, -3f};
    double[] expected = new double[2];
    for (int i = 0; i < 2 * count; i++) {
      expected[i / count] += Math.exp((double) logits[2 + i] - references[i / count]);
    }
    double[] sums = {100, 1000, 5};
    kernel.addExpSums(logits, 2, count, 2, count, references, sums);
    assertThat((sums[0] - 100) / expected[0]).isCloseTo(1.0, within(1e-6));
    assertThat((sums[1] - 1000) / expected[1]).isCloseTo(1.0, within(1e-6));
    assertThat(sums[2]).isEqualTo(5);
    assertThat(kernel.expSum(logits, 2, count, 7f) / expected[0]).isCloseTo(1.0, within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void findsLogitsAtOrAboveTheThreshold(Kernel kernel) {
    int count = 16 * PANEL;
    float[] logits = randomLogits(2 + count);
    logits[2 + 5] = Float.NEGATIVE_INFINITY;
    logits[2 + count - 1] = Float.NEGATIVE_INFINITY;
    int[] hits = new int[count + PANEL];
    for (float threshold : new float[] {logits[2 + 77], 0f, 9.9f, 11f, -Float.MAX_VALUE}) {
      int[] expected =
          java.util.stream.IntStream.range(0, count)
              .filter(i -> logits[2 + i] >= threshold)
              .toArray();
      int found = kernel.atLeast(logits, 2, count, threshold, hits);
      assertThat(java.util.Arrays.copyOf(hits, found)).isEqualTo(expected);
    }
    assertThat(kernel.atLeast(logits, 2, count, Float.POSITIVE_INFINITY, hits)).isZero();
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void findsTheGreatestOfNegativeAndPositiveValues(Kernel kernel) {
    float[] values = new float[1 + 3 * PANEL];
    java.util.Arrays.fill(values, Float.NEGATIVE_INFINITY);
    values[0] = 100f;
    assertThat(kernel.max(values, 1, 3 * PANEL)).isEqualTo(Float.NEGATIVE_INFINITY);
    values[1 + 2 * PANEL + 63] = -2.5f;
    values[1 + 7] = -2.25f;
    assertThat(kernel.max(values, 1, 3 * PANEL)).isEqualTo(-2.25f);
    values[1 + PANEL] = 3e38f;
    assertThat(kernel.max(values, 1, 3 * PANEL)).isEqualTo(3e38f);
  }

  private float[] randomLogits(int count) {
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = (float) (random.nextDouble() * 10);
    }
    return logits;
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void findsSumsAtOrAboveTheThreshold(Kernel kernel) {
    float[] logits = new float[PANEL];
    float[] addends = new float[1 + PANEL];
    addends[1 + 3] = 2f;
    logits[3] = 1f;
    logits[63] = 3f;
    logits[62] = 2.9999998f;
    int[] hits = new int[2 * PANEL];
    assertThat(kernel.sumAtLeast(logits, 0, addends, 1, PANEL, 3f, hits)).isEqualTo(2);
    assertThat(hits).startsWith(3, 63);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void maximaAreTakenColumnByColumn(Kernel kernel) {
    float[] logits = new float[1 + 5 * PANEL];
    java.util.Arrays.fill(logits, -1f);
    logits[1 + 4 * PANEL] = 7f;
    logits[1 + 2 * PANEL + 63] = 8f;
    float[] maxima = new float[PANEL];
    kernel.columnMaxima(logits, 1, 5 * PANEL, maxima);
    float[] expected = new float[PANEL];
    java.util.Arrays.fill(expected, -1f);
    expected[0] = 7f;
    expected[63] = 8f;
    assertThat(maxima).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void addsTheProductsOfFourRowsWithFourRows(Kernel kernel) {
    int count = 3 * PANEL;
    float[] powers = new float[4 * (count + 5)];
    float[] factors = new float[4 * (count + 9)];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (float) random.nextDouble();
    }
    double[] sums = new double[1 + 4 * 6];
    java.util.Arrays.fill(sums, 10);
    kernel.addProducts(powers, 0, count + 5, factors, 2, count + 7, count, sums, 1, 6);
    for (int k = 0; k < 4; k++) {
      for (int v = 0; v < 4; v++) {
        double expected = 10;
        for (int i = 0; i < count; i++) {
          expected += (double) powers[k * (count + 5) + i] * factors[2 + v * (count + 7) + i];
        }
        assertThat(sums[1 + k * 6 + v] / expected).isCloseTo(1.0, within(1e-6));
      }
    }
    assertThat(sums[0]).isEqualTo(10);
    assertThat(sums[5]).isEqualTo(10);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void exponentiatesInPlaceAndAddsUp(Kernel kernel) {
    float[] values = new float[2 + 3 * PANEL];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() * 20 - 10);
    }
    float[] before = values.clone();
    float sum = kernel.expInPlace(values, 1, 3 * PANEL, 2f);
    double expected = 0;
    for (int i = 1; i <= 3 * PANEL; i++) {
      assertThat(values[i]).isEqualTo(Exponential.of(before[i] - 2f));
      expected += Math.exp(before[i] - 2.0);
    }
    assertThat(sum / expected).isCloseTo(1.0, within(2e-6));
    assertThat(values[0]).isEqualTo(before[0]);
    assertThat(values[values.length - 1]).isEqualTo(before[values.length - 1]);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void addsCombinationsOfRows(Kernel kernel) {
    int rowStride = PANEL + 64;
    float[] rows = vector(7 * rowStride + 3);
    float[] coefficients = vector(500);
    for (int[] steps : new int[][] {{1, 50}, {40, 1}}) {
      float[] sums = vector(5 + 4 * 100);
      float[] before = sums.clone();
      kernel.addCombinations(
          rows, 3, rowStride, 7, coefficients, 2, steps[0], steps[1], sums, 5, 100);
      for (int k = 0; k < 4; k++) {
        for (int column = 0; column < 100 && 5 + k * 100 + column < sums.length; column++) {
          float chain = 0f;
          for (int j = 0; j < 7 && column < PANEL; j++) {
            chain =
                Math.fma(
                    coefficients[2 + j * steps[0] + k * steps[1]],
                    rows[3 + j * rowStride + column],
                    chain);
          }
          float expected = before[5 + k * 100 + column] + (column < PANEL ? chain : 0f);
          assertThat(sums[5 + k * 100 + column]).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void combinesChosenRowsOfEveryWidth(Kernel kernel) {
    int[] chosen = {99, 4, 0, 4, 2, 99};
    float[] weights = vector(chosen.length);
    for (int width = 1; width <= 200; width++) {
      float[] rows = vector(5 * width);
      float[] sums = vector(3 + width + 2);
      float[] before = sums.clone();
      kernel.combineChosenRows(rows, width, chosen, weights, 1, 5, sums, 3);
      for (int at = 0; at < sums.length; at++) {
        float expected = before[at];
        if (at >= 3 && at < 3 + width) {
          expected = 0f;
          for (int j = 1; j < 5; j++) {
            expected = Math.fma(weights[j], rows[chosen[j] * width + at - 3], expected);
          }
        }
        assertThat(sums[at]).isEqualTo(expected);
      }
    }
  }
}
