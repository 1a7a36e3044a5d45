package io.nightjar.shared.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.shared.model.ModelFormatException;
import org.junit.jupiter.api.Test;

class FilterManifestTest {
  private static final String EXPRESSION = "INCLUDE ItemID WHERE Items.A IN (\"x\")";

  @Test
  void whatIsWrittenIsRead() {
    FilterManifest filter = new FilterManifest("by-a", EXPRESSION, "2026-01-01T00:00:00Z");
    FilterManifest read = FilterManifest.parse("f.json", filter.toJson());
    assertThat(read).isEqualTo(filter);
    assertThat(read.parsed()).isEqualTo(FilterExpression.parse(EXPRESSION));
  }

  @Test
  void aNameIsNoPath() {
    assertThatThrownBy(() -> new FilterManifest("../a", EXPRESSION, "now"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "filter must be 1 to 63 letters, digits, '-' and '_', starting with a letter or digit:"
                + " '../a'");
  }

  @Test
  void aDamagedFileIsNamed() {
    assertThatThrownBy(() -> FilterManifest.parse("f.json", "{"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("f.json: is damaged: ");
  }
}
