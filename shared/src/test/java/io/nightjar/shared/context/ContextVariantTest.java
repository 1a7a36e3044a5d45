package io.nightjar.shared.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextVariantTest {
  @Test
  void theKeyOfNoContextIsEmpty() {
    assertThat(ContextVariant.EMPTY.key()).isEmpty();
    assertThat(ContextVariant.EMPTY.isEmpty()).isTrue();
    assertThat(ContextVariant.of(Map.of())).isSameAs(ContextVariant.EMPTY);
    assertThat(ContextVariant.parse("")).isSameAs(ContextVariant.EMPTY);
  }

  @Test
  void pairsAreSortedByField() {
    Map<String, String> pairs = new LinkedHashMap<>();
    pairs.put("DEVICE", "tv");
    pairs.put("B", "2");
    pairs.put("DAYPART", "evening");
    assertThat(ContextVariant.of(pairs).key()).isEqualTo("B=2&DAYPART=evening&DEVICE=tv");
  }

  @Test
  void pairsAreSortedByFieldWhateverOrderTheGivenMapHas() {
    TreeMap<String, String> backwards = new TreeMap<>(Collections.reverseOrder());
    backwards.putAll(Map.of("A", "1", "B", "2"));
    ContextVariant variant = new ContextVariant(backwards);
    assertThat(variant.key()).isEqualTo("A=1&B=2");
    assertThat(variant).isEqualTo(ContextVariant.of(Map.of("A", "1", "B", "2")));
  }

  @ParameterizedTest
  @CsvSource({
    "tv,D=tv",
    "a b,D=a%20b",
    "a+b,D=a%2Bb",
    "50%,D=50%25",
    "a&b=c,D=a%26b%3Dc",
    "Ünï,D=%C3%9Cn%C3%AF",
    "😀,D=%F0%9F%98%80",
    "'',D=",
    "-._~,D=-._~"
  })
  void bytesOutsideTheUnreservedSetAreEscaped(String value, String key) {
    assertThat(ContextVariant.of(Map.of("D", value)).key()).isEqualTo(key);
  }

  @Test
  void copiesThePairs() {
    Map<String, String> pairs = new HashMap<>(Map.of("A", "1"));
    ContextVariant variant = ContextVariant.of(pairs);
    pairs.put("B", "2");
    assertThat(variant.key()).isEqualTo("A=1");
    assertThat(variant.values()).isUnmodifiable();
  }

  @Test
  void aFieldMustHaveAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContextVariant.of(Map.of("", "x")))
        .withMessage("a context field must have a name: ''");
  }

  @Test
  void aFieldMustHaveAValue() {
    Map<String, String> pairs = new HashMap<>();
    pairs.put("DEVICE", null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContextVariant.of(pairs))
        .withMessage("a context field must have a value: DEVICE=null");
  }

  @Test
  void halvesOfSurrogatePairsAreRefusedSinceTheyHaveNoUtf8() {
    for (Map<String, String> pairs : List.of(Map.of("D", "\ud800"), Map.of("\udc00", "x"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ContextVariant.of(pairs))
          .withMessageStartingWith("context must be well-formed Unicode: ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "=x", "A=1&", "&A=1", "A=1&&B=2", "A&B=1"})
  void otherShapesAreNotKeys(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContextVariant.parse(text))
        .withMessage("a context key is FIELD=value&…: '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"B=1&A=2", "A=1&A=1", "A=a b", "A=a+b", "A=%2d", "A=%c3%9c", "A=%41", "A=1=2"})
  void otherSpellingsOfAKeyAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContextVariant.parse(text))
        .withMessageStartingWith("context key is not canonical: '" + text + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A=%", "A=%4", "A=%zz", "A=%FF"})
  void damagedEscapesAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContextVariant.parse(text))
        .withMessageContaining("'" + text + "'");
  }
}
