package io.nightjar.shared.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedItemsTest {
  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "63,1", "64,1", "65,2", "128,2", "129,3"})
  void roundsTheItemsUpToWholePanels(int items, int panels) {
    PackedItems packed = packed(items, 3);
    assertThat(packed.items()).isEqualTo(items);
    assertThat(packed.dimension()).isEqualTo(3);
    assertThat(packed.panels()).isEqualTo(panels);
    assertThat(packed.paddedItems()).isEqualTo(panels * PackedItems.PANEL);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "65,2", "200,7"})
  void laysEachPanelOutFactorByFactorAndPadsItWithZeros(int items, int dimension) {
    PackedItems packed = packed(items, dimension);
    for (int item = 0; item < packed.paddedItems(); item++) {
      float[] panel = packed.panel(item / PackedItems.PANEL);
      assertThat(panel).hasSize(PackedItems.PANEL * dimension);
      for (int factor = 0; factor < dimension; factor++) {
        assertThat(panel[factor * PackedItems.PANEL + item % PackedItems.PANEL])
            .as("item %d, factor %d", item, factor)
            .isEqualTo(item < items ? value(item, factor) : 0f);
      }
    }
  }

  private static PackedItems packed(int items, int dimension) {
    return PackedItems.inOrder(matrix(items, dimension));
  }

  private static EmbeddingMatrix matrix(int items, int dimension) {
    float[][] rows = new float[items][dimension];
    for (int item = 0; item < items; item++) {
      for (int factor = 0; factor < dimension; factor++) {
        rows[item][factor] = value(item, factor);
      }
    }
    return EmbeddingMatrix.of(dimension, rows);
  }

  private static float value(int item, int factor) {
    return 1000f * (factor + 1) + item;
  }

  @ParameterizedTest
  @CsvSource({"1", "64", "65", "1000"})
  void shufflesTheSameWayEveryTimeAndLosesNoItem(int items) {
    EmbeddingMatrix matrix = matrix(items, 2);
    PackedItems packed = PackedItems.shuffled(matrix, 500);
    PackedItems again = PackedItems.shuffled(matrix, 500);
    Set<Integer> ordinals = new HashSet<>();
    for (int position = 0; position < items; position++) {
      int ordinal = packed.ordinal(position);
      assertThat(again.ordinal(position)).isEqualTo(ordinal);
      assertThat(ordinal).isBetween(500, 500 + items - 1);
      ordinals.add(ordinal);
      float[] panel = packed.panel(position / PackedItems.PANEL);
      assertThat(panel[position % PackedItems.PANEL]).isEqualTo(value(ordinal - 500, 0));
    }
    assertThat(ordinals).hasSize(items);
  }

  @Test
  void theLongestEmbeddingBoundsTheLogits() {
    float[][] rows = {{0f, 1f}, {3f, 4f}, {-2f, 0f}};
    PackedItems packed = PackedItems.inOrder(EmbeddingMatrix.of(2, rows));
    assertThat(packed.bound(2)).isBetween(10.0, 10.1);
    assertThat(packed.bound(Double.NaN)).isNaN();
    assertThat(packed(0, 1).bound(2)).isZero();
  }

  @Test
  void biasesBoundTheLogitsByTheirSign() {
    float[][] rows = {{0.5f, -10f}, {1f, -2f}, {-0.5f, -8f}};
    PackedItems packed = PackedItems.inOrder(EmbeddingMatrix.of(2, rows));
    assertThat(packed.greatestLogit(3, 1)).isBetween(1.0, 1.01);
    assertThat(packed.greatestLogit(3, -1)).isBetween(13.0, 13.02);
    assertThat(packed(0, 1).greatestLogit(2, 2)).isZero();
  }

  @Test
  void logitsAreCheckedForTheirShape() {
    PackedItems packed = packed(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> packed.logits(new float[3], new float[64]))
        .withMessage("query must have 2 values: 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> packed.logits(new float[2], new float[63]))
        .withMessage("logits must have room for 64 values: 63");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> packed.logits(new ScalarKernel(), new float[5][2], new float[5][64]))
        .withMessage("queries must be at most 4 and as many as logits: 5 and 5");
  }
}
