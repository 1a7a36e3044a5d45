package io.nightjar.shared.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextSchemaTest {
  private static final ContextSchema SCHEMA =
      new ContextSchema(
          Map.of(
              "DEVICE", List.of("tv", "mobile"), "DAYPART", List.of("night", "evening", "night")));

  @Test
  void listsFieldsAndValuesSorted() {
    assertThat(SCHEMA.fields()).containsExactly("DAYPART", "DEVICE");
    assertThat(SCHEMA.valuesByField().get("DEVICE")).containsExactly("mobile", "tv");
    assertThat(SCHEMA.valuesByField().get("DAYPART")).containsExactly("evening", "night");
  }

  @Test
  void knowsFieldsInAnyCase() {
    assertThat(SCHEMA.knows("DEVICE")).isTrue();
    assertThat(SCHEMA.knows("device")).isTrue();
    assertThat(SCHEMA.knows("Device")).isTrue();
    assertThat(SCHEMA.knows("OTHER")).isFalse();
  }

  @Test
  void keepsTheKnownPartOfARequest() {
    ContextVariant known =
        SCHEMA.known(Map.of("device", "tv", "DAYPART", "noon", "WEATHER", "rain"));
    assertThat(known.key()).isEqualTo("DEVICE=tv");
  }

  @Test
  void valuesMatchExactly() {
    assertThat(SCHEMA.known(Map.of("DEVICE", "TV"))).isEqualTo(ContextVariant.EMPTY);
  }

  @Test
  void aNullValueIsUnknown() {
    Map<String, String> requested = new HashMap<>();
    requested.put("DEVICE", null);
    assertThat(SCHEMA.known(requested)).isEqualTo(ContextVariant.EMPTY);
  }

  @Test
  void ofTwoSpellingsOfAFieldTheFirstInOrderCountsWhateverOrderTheyCameIn() {
    Map<String, String> upperFirst = new LinkedHashMap<>();
    upperFirst.put("DEVICE", "tv");
    upperFirst.put("device", "mobile");
    Map<String, String> lowerFirst = new LinkedHashMap<>();
    lowerFirst.put("device", "mobile");
    lowerFirst.put("DEVICE", "tv");
    assertThat(SCHEMA.known(upperFirst).key()).isEqualTo("DEVICE=tv");
    assertThat(SCHEMA.known(lowerFirst).key()).isEqualTo("DEVICE=tv");
  }

  @Test
  void fieldsMustDifferInMoreThanCase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContextSchema(Map.of("DEVICE", List.of(), "device", List.of())))
        .withMessage("context fields must differ in more than case: DEVICE, device");
  }

  @Test
  void copiesTheValues() {
    List<String> values = new ArrayList<>(List.of("tv"));
    ContextSchema schema = new ContextSchema(Map.of("DEVICE", values));
    values.add("mobile");
    assertThat(schema.known(Map.of("DEVICE", "mobile"))).isEqualTo(ContextVariant.EMPTY);
    assertThat(schema.valuesByField()).isUnmodifiable();
    assertThat(schema.valuesByField().get("DEVICE")).isUnmodifiable();
  }

  @Test
  void mayHaveNoFields() {
    ContextSchema none = new ContextSchema(Map.of());
    assertThat(none.fields()).isEmpty();
    assertThat(none.known(Map.of("DEVICE", "tv"))).isEqualTo(ContextVariant.EMPTY);
  }
}
