package io.nightjar.serving.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.serving.parquet.Pace;
import io.nightjar.shared.model.IdMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackedIdsTest {
  private static PackedIds pack(List<String> first, List<String> second) {
    return PackedIds.fill(new DirectSections(), List.of(text(first), text(second)), Pace.full(1));
  }

  private static IdText text(List<String> ids) {
    IdText text = new IdText();
    for (String id : ids) {
      byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
      text.add(bytes, bytes.length);
    }
    return text;
  }

  @Test
  void everyIdHasTheOrdinalOfItsPlaceAndNoOtherIdHasOne() {
    Random random = new Random(5);
    Set<String> drawn = new LinkedHashSet<>();
    while (drawn.size() < 5_000) {
      StringBuilder id = new StringBuilder();
      for (int length = random.nextInt(6); length >= 0; length--) {
        id.appendCodePoint(
            random.nextInt(8) == 0 ? 0xA0 + random.nextInt(0x500) : 'a' + random.nextInt(9));
      }
      drawn.add(id.toString());
    }
    List<String> ids = new ArrayList<>(drawn);
    PackedIds packed = pack(ids.subList(0, 1_234), ids.subList(1_234, ids.size()));
    assertThat(packed.size()).isEqualTo(ids.size());
    for (int ordinal = 0; ordinal < ids.size(); ordinal++) {
      String id = ids.get(ordinal);
      byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
      assertThat(packed.ordinal(id)).isEqualTo(ordinal);
      assertThat(packed.ordinal(bytes, bytes.length)).isEqualTo(ordinal);
      assertThat(packed.isAt(ordinal, bytes, bytes.length)).isTrue();
      assertThat(packed.isAt(ordinal + 1, bytes, bytes.length)).isFalse();
      assertThat(packed.id(ordinal)).isEqualTo(id);
      assertThat(packed.ordinal(id + "z"))
          .isEqualTo(drawn.contains(id + "z") ? ids.indexOf(id + "z") : -1);
    }
  }

  @Test
  void idsAreWalkedInTheOrderOfCodePointsHoweverTheyCome() {
    List<String> ids = List.of("b", "a", "ab", "\uE000", "\uD83D\uDE00", "é", "");
    PackedIds packed = pack(ids.subList(0, 3), ids.subList(3, ids.size()));
    List<String> walked = new ArrayList<>();
    for (int place = 0; place < ids.size(); place++) {
      walked.add(packed.id(packed.sorted(place)));
    }
    List<String> sorted = new ArrayList<>(ids);
    sorted.sort(IdMap.ORDER);
    assertThat(walked).isEqualTo(sorted);
    assertThat(pack(List.of("a", "b"), List.of("c")).sorted(2)).isEqualTo(2);
  }

  @Test
  void noIdsAreFine() {
    PackedIds none = pack(List.of(), List.of());
    assertThat(none.size()).isZero();
    assertThat(none.ordinal("anybody")).isEqualTo(-1);
    assertThat(none.ordinal("")).isEqualTo(-1);
  }

  @Test
  void theEmptyIdIsAnId() {
    assertThat(pack(List.of("a"), List.of("")).ordinal("")).isEqualTo(1);
  }

  @Test
  void anIdThatOccursTwiceIsNamed() {
    assertThatThrownBy(() -> pack(List.of("a", "bé"), List.of("c", "bé")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ids must be distinct: 'bé'");
  }
}
