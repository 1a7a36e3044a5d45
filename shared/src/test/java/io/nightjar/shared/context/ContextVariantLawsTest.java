package io.nightjar.shared.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ContextVariantLawsTest {
  @Property
  void parsingAKeyGivesTheVariantBack(@ForAll("pairs") Map<String, String> pairs) {
    ContextVariant variant = ContextVariant.of(pairs);
    assertThat(ContextVariant.parse(variant.key())).isEqualTo(variant);
    assertThat(variant.values()).isEqualTo(pairs);
  }

  @Property
  void keysAreEqualExactlyWhenPairsAre(
      @ForAll("pairs") Map<String, String> one, @ForAll("pairs") Map<String, String> other) {
    assertThat(ContextVariant.of(one).key().equals(ContextVariant.of(other).key()))
        .isEqualTo(one.equals(other));
  }

  @Property
  void keysArePlainAscii(@ForAll("pairs") Map<String, String> pairs) {
    assertThat(ContextVariant.of(pairs).key()).matches("[A-Za-z0-9\\-._~%=&]*");
  }

  @Property
  void fieldsOfAKeyAreSorted(@ForAll("pairs") Map<String, String> pairs) {
    ContextVariant parsed = ContextVariant.parse(ContextVariant.of(pairs).key());
    String[] sorted = pairs.keySet().toArray(new String[0]);
    Arrays.sort(sorted);
    assertThat(parsed.values().keySet()).containsExactly(sorted);
  }

  @Provide
  Arbitrary<Map<String, String>> pairs() {
    return Arbitraries.maps(text(1), text(0)).ofMaxSize(4);
  }

  /** Text with many of the characters that mean something in a key, and of all of Unicode. */
  private static Arbitrary<String> text(int minLength) {
    Arbitrary<Integer> special =
        Arbitraries.of("&=%+ /?#\u0000\n\u00ff\uffff".chars().boxed().toList());
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    Arbitrary<Integer> letter = Arbitraries.integers().between('A', 'C');
    return Arbitraries.oneOf(special, any, letter)
        .list()
        .ofMinSize(minLength)
        .ofMaxSize(5)
        .map(
            points -> {
              StringBuilder text = new StringBuilder();
              points.forEach(text::appendCodePoint);
              return text.toString();
            });
  }
}
