package io.nightjar.shared.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextEmbeddingsTest {
  private static final ContextEmbeddings CONTEXT =
      new ContextEmbeddings(
          List.of("DEVICE", "DAYPART", "DEVICE"),
          List.of("tv", "night", "mobile"),
          EmbeddingMatrix.of(2, new float[][] {{1f, 2f}, {10f, 20f}, {100f, 200f}}));

  @Test
  void schemaNamesTheRows() {
    assertThat(CONTEXT.schema().fields()).containsExactly("DAYPART", "DEVICE");
    assertThat(CONTEXT.schema().valuesByField().get("DEVICE")).containsExactly("mobile", "tv");
    assertThat(CONTEXT.dimension()).isEqualTo(2);
  }

  @Test
  void sumsTheKnownValues() {
    assertThat(sum(Map.of("DEVICE", "tv", "DAYPART", "night"))).containsExactly(11f, 22f);
    assertThat(sum(Map.of("DEVICE", "mobile"))).containsExactly(100f, 200f);
    assertThat(sum(Map.of("DEVICE", "mobile", "DAYPART", "noon", "X", "y")))
        .containsExactly(100f, 200f);
  }

  @Test
  void addsInTheOrderOfTheSortedFields() {
    ContextEmbeddings context =
        new ContextEmbeddings(
            List.of("C", "A", "B"),
            List.of("c", "a", "b"),
            EmbeddingMatrix.of(1, new float[][] {{1f}, {0x1p30f}, {-0x1p30f}}));
    assertThat(context.sum(ContextVariant.of(Map.of("B", "b", "C", "c", "A", "a"))))
        .containsExactly(1f);
  }

  @Test
  void nothingKnownGivesNull() {
    assertThat(sum(Map.of())).isNull();
    assertThat(sum(Map.of("DEVICE", "radio"))).isNull();
    assertThat(ContextEmbeddings.none(2).sum(ContextVariant.of(Map.of("DEVICE", "tv")))).isNull();
  }

  @Test
  void sumIsAFreshCopy() {
    sum(Map.of("DEVICE", "tv"))[0] = 99f;
    assertThat(sum(Map.of("DEVICE", "tv"))).containsExactly(1f, 2f);
  }

  @Test
  void valuesOfAFieldMustBeDistinct() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ContextEmbeddings(
                    List.of("D", "D"),
                    List.of("x", "x"),
                    EmbeddingMatrix.of(1, new float[][] {{1f}, {2f}})))
        .withMessage("context values must be distinct: D=x");
  }

  @Test
  void everyRowMustHaveAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ContextEmbeddings(
                    List.of("D"), List.of(), EmbeddingMatrix.of(1, new float[][] {{1f}})))
        .withMessage("fields, values and embeddings must be as many: 1, 0, 1");
  }

  private static float[] sum(Map<String, String> values) {
    return CONTEXT.sum(ContextVariant.of(values));
  }
}
