package io.nightjar.shared.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IdMapLawsTest {
  @Property
  void orderIsThatOfTheUtf8Bytes(@ForAll("id") String a, @ForAll("id") String b) {
    int bytes =
        Arrays.compareUnsigned(
            a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(IdMap.ORDER.compare(a, b))).isEqualTo(Integer.signum(bytes));
  }

  @Property
  void orderIsThatOfTheCodePoints(@ForAll("id") String a, @ForAll("id") String b) {
    int points = Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    assertThat(Integer.signum(IdMap.ORDER.compare(a, b))).isEqualTo(Integer.signum(points));
  }

  @Property
  void idsAndOrdinalsAreInverse(@ForAll("ids") Set<String> ids) {
    IdMap map = IdMap.of(ids);
    List<String> sorted = ids.stream().sorted(IdMap.ORDER).toList();
    assertThat(map.size()).isEqualTo(ids.size());
    for (int ordinal = 0; ordinal < sorted.size(); ordinal++) {
      assertThat(map.id(ordinal)).isEqualTo(sorted.get(ordinal));
      assertThat(map.ordinal(sorted.get(ordinal))).isEqualTo(ordinal);
    }
  }

  @Property
  void onlyGivenIdsAreKnown(@ForAll("ids") Set<String> ids, @ForAll("id") String other) {
    assertThat(IdMap.of(ids).ordinal(other) >= 0).isEqualTo(ids.contains(other));
  }

  @Provide
  Arbitrary<Set<String>> ids() {
    return id().set().ofMaxSize(100);
  }

  /** Short texts over few code points, so that prefixes and equal ids are frequent. */
  @Provide
  Arbitrary<String> id() {
    return Arbitraries.of(
            "a", "b", "\u0000", "é", "\ud7ff", "\ue000", "\uffff", "😀", "😁", "\udbff\udfff")
        .list()
        .ofMaxSize(4)
        .map(points -> String.join("", points));
  }
}
