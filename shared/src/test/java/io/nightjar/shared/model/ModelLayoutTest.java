package io.nightjar.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelLayoutTest {
  @Test
  void modelIdsAreUtcTimeAndHash() {
    Instant created = Instant.parse("2026-02-03T04:05:06.789Z");
    assertThat(ModelLayout.modelId(created, 0xabc)).isEqualTo("20260203T040506789Z-00000abc");
    assertThat(ModelLayout.modelId(created, -1)).isEqualTo("20260203T040506789Z-ffffffff");
    assertThat(ModelLayout.isModelId(ModelLayout.modelId(created, -1))).isTrue();
  }

  @Test
  void modelIdsSortByTime() {
    List<String> ids = new ArrayList<>();
    for (String created :
        List.of(
            "1999-12-31T23:59:59.999Z",
            "2025-12-31T23:59:59.998Z",
            "2025-12-31T23:59:59.999Z",
            "2026-01-01T00:00:00Z",
            "2026-01-01T09:00:00Z",
            "2026-01-01T10:00:00Z",
            "2026-11-01T00:00:00Z")) {
      ids.add(ModelLayout.modelId(Instant.parse(created), -ids.size()));
    }
    List<String> shuffled = new ArrayList<>(ids);
    Collections.reverse(shuffled);
    Collections.sort(shuffled);
    assertThat(shuffled).isEqualTo(ids);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "20260203T040506789Z-00000ABC",
        "20260203T040506789Z-00000abc\n",
        "20260203T040506789Z-00000abc/..",
        "20260203T040506Z-00000abc",
        "٢0260203T040506789Z-00000abc"
      })
  void otherTextsAreNoModelIds(String text) {
    assertThat(ModelLayout.isModelId(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "7",
        "films-at_home",
        "A23456789-123456789-123456789-123456789-123456789-123456789-123"
      })
  void campaignNamesFollowPersonalize(String name) {
    assertThat(ModelLayout.isCampaignName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "_a",
        "a b",
        "a/b",
        "..",
        "é",
        "A23456789-123456789-123456789-123456789-123456789-123456789-1234"
      })
  void otherTextsAreNoCampaignNames(String name) {
    assertThat(ModelLayout.isCampaignName(name)).isFalse();
  }

  @Test
  void placesLieUnderTheStore() {
    assertThat(ModelLayout.modelFolder("m")).isEqualTo("models/m");
    assertThat(ModelLayout.campaignFile("films")).isEqualTo("campaigns/films.json");
  }
}
