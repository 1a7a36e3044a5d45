package io.nightjar.jobs.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static boolean[] all(int rows) {
    boolean[] counts = new boolean[rows];
    Arrays.fill(counts, true);
    return counts;
  }

  private static String[] column(int rows, java.util.function.IntFunction<String> cell) {
    String[] cells = new String[rows];
    Arrays.setAll(cells, cell);
    return cells;
  }

  @Test
  void valuesThatEnoughRowsShareAndEachPartOfACell() {
    String[] genres = column(20, row -> row % 2 == 0 ? "Drama|War" : "Comedy| Drama ");
    Features features = Features.of(20, Map.of("genres", genres), all(20));
    assertThat(features.names())
        .containsExactly("all", "genres=Drama", "genres=Comedy", "genres=War");
    assertThat(features.ofRows()[0]).containsExactly(0, 1, 3);
    assertThat(features.ofRows()[1]).containsExactly(0, 1, 2);
  }

  @Test
  void titlesDropOut() {
    String[] titles = column(20, row -> "title " + row);
    assertThat(Features.of(20, Map.of("title", titles), all(20)).names()).containsExactly("all");
  }

  @Test
  void onlyRowsThatHaveLearntSomethingSpeakForAValue() {
    boolean[] counts = new boolean[20];
    Arrays.fill(counts, 0, 4, true);
    String[] brands = column(20, row -> "one");
    assertThat(Features.of(20, Map.of("brand", brands), counts).names()).containsExactly("all");
    counts[4] = true;
    assertThat(Features.of(20, Map.of("brand", brands), counts).names())
        .containsExactly("all", "brand=one");
  }

  @Test
  void manyNumbersBecomeTenths() {
    String[] prices = column(100, row -> row == 99 ? null : String.valueOf(row * 1.5));
    Features features = Features.of(100, Map.of("price", prices), all(100));
    assertThat(features.names()).hasSize(11).contains("price=tenth 1", "price=tenth 10");
    assertThat(features.names().get(features.ofRows()[0][1])).isEqualTo("price=tenth 1");
    assertThat(features.names().get(features.ofRows()[98][1])).isEqualTo("price=tenth 10");
    assertThat(features.ofRows()[99]).containsExactly(0);
  }

  @Test
  void fewNumbersStayAsTheyAre() {
    String[] stars = column(60, row -> String.valueOf(1 + row % 5));
    assertThat(Features.of(60, Map.of("stars", stars), all(60)).names())
        .contains("stars=1", "stars=5")
        .hasSize(6);
  }
}
