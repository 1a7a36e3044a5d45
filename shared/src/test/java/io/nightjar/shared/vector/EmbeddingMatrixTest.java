package io.nightjar.shared.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingMatrixTest {
  @Test
  void holdsACopyOfTheRows() {
    float[][] rows = {{1f, 2f}, {3f, 4f}};
    EmbeddingMatrix matrix = EmbeddingMatrix.of(2, rows);
    rows[0][0] = 99f;
    rows[1] = new float[] {99f, 99f};

    assertThat(matrix.rows()).isEqualTo(2);
    assertThat(matrix.dimension()).isEqualTo(2);
    assertThat(matrix.value(0, 0)).isEqualTo(1f);
    assertThat(matrix.row(1)).containsExactly(3f, 4f);
  }

  @Test
  void givesOutCopiesOfTheRows() {
    EmbeddingMatrix matrix = EmbeddingMatrix.of(1, new float[][] {{5f}});
    matrix.row(0)[0] = 99f;
    assertThat(matrix.value(0, 0)).isEqualTo(5f);
  }

  @Test
  void mayBeEmpty() {
    assertThat(EmbeddingMatrix.of(3, new float[0][]).rows()).isZero();
  }

  @Test
  void dotIsTheKernels() {
    float[] row = {0.1f, -0.7f, 3f};
    float[] query = {1.3f, 0.2f, -0.9f};
    EmbeddingMatrix matrix = EmbeddingMatrix.of(3, new float[][] {row});
    assertThat(matrix.dot(0, query)).isEqualTo(ScalarKernel.dot(query, row));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 8, 11})
  void manyDotsAreThatOfEachToTheBit(int count) {
    SplittableRandom random = new SplittableRandom(3);
    float[][] rows = new float[20][17];
    for (float[] row : rows) {
      for (int factor = 0; factor < row.length; factor++) {
        row[factor] = (float) random.nextDouble(-2, 2);
      }
    }
    EmbeddingMatrix matrix = EmbeddingMatrix.of(17, rows);
    int[] some = random.ints(count, 0, rows.length).toArray();
    float[] logits = new float[count];
    matrix.dots(some, rows[7], logits);
    for (int i = 0; i < count; i++) {
      assertThat(Float.floatToRawIntBits(logits[i]))
          .isEqualTo(Float.floatToRawIntBits(matrix.dot(some[i], rows[7])));
    }
  }

  @Test
  void manyDotsNeedAQueryOfTheDimension() {
    EmbeddingMatrix matrix = EmbeddingMatrix.of(2, new float[][] {{1f, 2f}});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.dots(new int[] {0}, new float[3], new float[1]))
        .withMessage("query must have 2 values: 3");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void dimensionMustBePositive(int dimension) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingMatrix.of(dimension, new float[0][]))
        .withMessage("dimension must be positive: " + dimension);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesMustBeFinite(float value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingMatrix.of(2, new float[][] {{0f, 1f}, {2f, value}}))
        .withMessage("embedding 1 must be finite: value 1 is " + value);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void rowsMustHaveTheDimension(int length) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingMatrix.of(2, new float[][] {{0f, 1f}, new float[length]}))
        .withMessage("embedding 1 must have 2 values: " + length);
  }
}
