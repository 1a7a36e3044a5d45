package io.nightjar.shared.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdMapTest {
  @Test
  void numbersIdsInSortedOrder() {
    IdMap map = IdMap.of(List.of("b", "a10", "", "a2", "B"));
    assertThat(map.size()).isEqualTo(5);
    assertThat(List.of(map.id(0), map.id(1), map.id(2), map.id(3), map.id(4)))
        .containsExactly("", "B", "a10", "a2", "b");
    assertThat(map.ordinal("a10")).isEqualTo(2);
  }

  @Test
  void sortsByCodePointNotByCharacter() {
    String privateUse = "\uffee";
    String emoji = "😀";
    assertThat(emoji).isLessThan(privateUse);
    IdMap map = IdMap.of(List.of(emoji, privateUse));
    assertThat(map.ordinal(privateUse)).isZero();
    assertThat(map.ordinal(emoji)).isEqualTo(1);
  }

  @Test
  void unknownIdsHaveOrdinalMinusOne() {
    assertThat(IdMap.of(List.of("a")).ordinal("b")).isEqualTo(-1);
    assertThat(IdMap.of(List.of()).ordinal("")).isEqualTo(-1);
  }

  @Test
  void idsOfOneHashCodeAreTold() {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    IdMap map = IdMap.of(List.of("AaAa", "BBBB", "AaBB"));
    assertThat(map.ordinal("AaAa")).isZero();
    assertThat(map.ordinal("AaBB")).isEqualTo(1);
    assertThat(map.ordinal("BBBB")).isEqualTo(2);
    assertThat(map.ordinal("BBAa")).isEqualTo(-1);
  }

  @Test
  void manyIdsHaveTheOrdinalOfEach() {
    List<String> known = IntStream.range(0, 1_000).mapToObj(i -> "id-" + i * i).toList();
    IdMap map = IdMap.of(known);
    List<String> asked = new ArrayList<>(List.of("", "id-3", "AaBB", "BBAa", "id-0", "id-0"));
    asked.addAll(known);
    int[] ordinals = map.ordinals(asked);
    assertThat(ordinals).hasSize(asked.size()).startsWith(-1, -1, -1, -1, 0, 0);
    assertThat(ordinals).containsExactly(asked.stream().mapToInt(map::ordinal).toArray());
    assertThat(IdMap.of(List.of()).ordinals(List.of("a"))).containsExactly(-1);
    assertThat(map.ordinals(List.of())).isEmpty();
  }

  @Test
  void idsMustBeDistinct() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdMap.of(List.of("a", "b", "a")))
        .withMessage("ids must be distinct: 'a'");
  }
}
