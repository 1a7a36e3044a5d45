package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class AllowedItemsTest {
  @Test
  void knowsItsItems() {
    BitSet ordinals = new BitSet();
    ordinals.set(0);
    ordinals.set(63, 66);
    ordinals.set(129);
    AllowedItems allowed = AllowedItems.of(130, ordinals);
    for (int ordinal = 0; ordinal < 130; ordinal++) {
      assertThat(allowed.contains(ordinal))
          .as("ordinal %d", ordinal)
          .isEqualTo(ordinals.get(ordinal));
    }
    assertThat(allowed.items()).isEqualTo(130);
    assertThat(allowed.size()).isEqualTo(5);
    assertThat(allowed.size(0, 1)).isEqualTo(2);
    assertThat(allowed.size(1, 3)).isEqualTo(3);
    assertThat(allowed.panel(1)).isEqualTo(3);
  }

  @Test
  void laterChangesOfTheSetDoNotCount() {
    BitSet ordinals = new BitSet();
    AllowedItems allowed = AllowedItems.of(3, ordinals);
    ordinals.set(1);
    assertThat(allowed.contains(1)).isFalse();
    assertThat(allowed.size()).isZero();
  }

  @Test
  void ordinalsBeyondTheCatalogueAreRefused() {
    BitSet ordinals = new BitSet();
    ordinals.set(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AllowedItems.of(64, ordinals))
        .withMessage("allowed ordinals must be less than 64: 64");
    assertThat(AllowedItems.of(65, ordinals).size()).isEqualTo(1);
  }
}
