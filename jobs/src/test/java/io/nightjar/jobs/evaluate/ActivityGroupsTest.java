package io.nightjar.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivityGroupsTest {
  @Test
  void quartersOfTheUsersByHistory() {
    ActivityGroups groups = new ActivityGroups(Map.of(1, 25L, 2, 25L, 3, 25L, 9, 25L));
    assertThat(groups.size()).isEqualTo(5);
    assertThat(List.of(0, 1, 2, 3, 4, 9, 10))
        .map(history -> groups.of(true, history))
        .containsExactly(0, 0, 1, 2, 3, 3, 3);
    assertThat(groups.of(false, 2)).isEqualTo(4);
    assertThat(groups.from(3)).isEqualTo(4);
    assertThat(groups.to(3)).isEqualTo(9);
  }

  @Test
  void equalHistoriesStayTogether() {
    ActivityGroups groups = new ActivityGroups(Map.of(5, 90L, 6, 10L));
    assertThat(groups.size()).isEqualTo(3);
    assertThat(groups.of(true, 5)).isZero();
    assertThat(groups.of(true, 6)).isEqualTo(1);
  }

  @Test
  void unknownHistoriesHaveNoGroup() {
    ActivityGroups groups = new ActivityGroups(Map.of());
    assertThat(groups.of(true, -1)).isEqualTo(-1);
    assertThat(groups.of(false, -1)).isZero();
  }
}
