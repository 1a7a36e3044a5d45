package io.nightjar.shared.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RankKeyTest {
  @Property
  void aKeyGivesBackItsItem(@ForAll float logit, @ForAll @IntRange int ordinal) {
    long key = RankKey.of(logit, ordinal);
    assertThat(RankKey.logit(key)).isEqualTo(logit + 0f);
    assertThat(RankKey.ordinal(key)).isEqualTo(ordinal);
  }

  @Property
  void greaterKeysStandHigherInTheRanking(
      @ForAll float a, @ForAll @IntRange int i, @ForAll float b, @ForAll @IntRange int j) {
    boolean before = a > b || (a == b && i < j);
    assertThat(RankKey.of(a, i) > RankKey.of(b, j)).isEqualTo(before);
  }

  @Test
  void zerosOfEitherSignAreEqual() {
    assertThat(RankKey.of(-0f, 3)).isEqualTo(RankKey.of(0f, 3));
  }
}
