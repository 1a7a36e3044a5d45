package io.nightjar.shared.vector;

import static org.assertj.core.api.Assertions.assertThat;

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
    float[][] rows = new float[items][dimension];
    for (int item = 0; item < items; item++) {
      for (int factor = 0; factor < dimension; factor++) {
        rows[item][factor] = value(item, factor);
      }
    }
    return new PackedItems(EmbeddingMatrix.of(dimension, rows));
  }

  private static float value(int item, int factor) {
    return 1000f * (factor + 1) + item;
  }
}
