package io.nightjar.jobs.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void groupsDoubleInLength() {
    int[] events = {0, 1, 2, 3, 4, 7, 8, 1_000_000};
    int[] groups = {0, 0, 1, 1, 2, 2, 3, Verdict.GROUPS - 1};
    for (int i = 0; i < events.length; i++) {
      assertThat(Verdict.group(events[i])).as("%d events", events[i]).isEqualTo(groups[i]);
    }
  }

  @Test
  void aGroupHasAFactorOfItsOwnOnceEnoughSpeaksForIt() {
    Verdict verdict = new Verdict();
    verdict.add(1, losses(4), 10, new Verdict.Ranked(0.5, 1, 0.25));
    verdict.add(5, losses(20), 1000, new Verdict.Ranked(0.1, 0, 0.75));
    assertThat(verdict.ndcg()).isCloseTo(0.3, within(1e-12));
    assertThat(verdict.hit()).isEqualTo(0.5);
    assertThat(verdict.recall()).isEqualTo(0.5);
    assertThat(verdict.factor(5, 300)).isEqualTo(Verdict.SCALES[20]);
    assertThat(verdict.factor(1, 300)).isEqualTo(verdict.bestFactor());
    assertThat(verdict.factor(1, 10)).isEqualTo(Verdict.SCALES[4]);
  }

  @Test
  void likelihoodIsThatOfTheLikeliestFactor() {
    Verdict verdict = new Verdict();
    verdict.add(3, losses(Verdict.ONE + 8), 100, new Verdict.Ranked(0.5, 1, 0.25));
    assertThat(verdict.nll()).isCloseTo(0.01, within(1e-12));
    assertThat(verdict.nllAsLearnt()).isCloseTo(0.09, within(1e-12));
  }

  @Test
  void verdictsOfPartsAddUp() {
    Verdict a = new Verdict();
    a.add(0, losses(Verdict.ONE), 2, new Verdict.Ranked(1, 1, 1));
    Verdict b = new Verdict();
    b.add(0, losses(Verdict.ONE), 2, new Verdict.Ranked(0, 0, 0));
    assertThat(a.plus(b).queries()).isEqualTo(2);
    assertThat(a.nll()).isCloseTo(0.5, within(1e-12));
    assertThat(a.ndcg()).isEqualTo(0.5);
  }

  /** Least at one scale. */
  private static double[] losses(int best) {
    double[] losses = new double[Verdict.SCALES.length];
    for (int scale = 0; scale < losses.length; scale++) {
      losses[scale] = 1 + Math.abs(scale - best);
    }
    return losses;
  }
}
