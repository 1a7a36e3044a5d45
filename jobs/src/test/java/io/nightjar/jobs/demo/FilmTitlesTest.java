package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilmTitlesTest {
  @Test
  void titlesAreDistinctInTheLargestCatalogue() {
    FilmTitles titles = new FilmTitles(new SeededDraws(1, "titles"));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.add(titles.next())).isTrue();
    }
    assertThat(seen)
        .anyMatch(title -> title.startsWith("An Observatory in "))
        .anyMatch(title -> title.startsWith("A Ferry in "))
        .noneMatch(title -> title.matches("A [AEIOU].*|An [^AEIOU].*"));
  }
}
