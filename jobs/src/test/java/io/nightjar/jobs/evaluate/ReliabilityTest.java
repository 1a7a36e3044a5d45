package io.nightjar.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
  /** Bins [0.2, 0.3) and [0.9, 1]: gaps |0.5 − 1| and |2.7 − 2| over five interactions. */
  @Test
  void handWorkedFigures() {
    double[] sums = new double[Reliability.SUMS];
    Reliability.add(sums, 0, 0.2, 1, true);
    Reliability.add(sums, 0, 0.3 - 1e-9, 1, false);
    Reliability.add(sums, 0, 0.9, 1, true);
    Reliability.add(sums, 0, 1.0, 1, true);
    Reliability.add(sums, 0, 0.8 + 1e-9, 1, false);

    assertThat(Reliability.error(sums, 0)).isCloseTo((0.5 + 0.1 + 0.8) / 5, within(1e-8));
    List<Reliability.Bin> table = Reliability.table(sums, 0);
    assertThat(table).extracting(Reliability.Bin::from).containsExactly(0.2, 0.8, 0.9);
    assertThat(table).extracting(Reliability.Bin::to).containsExactly(0.3, 0.9, 1.0);
    assertThat(table).extracting(Reliability.Bin::interactions).containsExactly(2L, 1L, 2L);
    assertThat(table.get(0).predicted()).isCloseTo(0.25, within(1e-8));
    assertThat(table.get(0).observed()).isEqualTo(0.5);
    assertThat(table.get(2).predicted()).isCloseTo(0.95, within(1e-12));
    assertThat(table.get(2).observed()).isEqualTo(1);
  }

  /** Four interactions of one query, one of them with the first item, which had 0.25: no error. */
  @Test
  void aQueryWithSeveralInteractionsCountsEachOfThem() {
    double[] sums = new double[Reliability.SUMS];
    Reliability.add(sums, 0, 0.25, 4, true);
    assertThat(Reliability.error(sums, 0)).isZero();
    assertThat(Reliability.table(sums, 0))
        .containsExactly(new Reliability.Bin(0.2, 0.3, 4, 0.25, 0.25));
  }

  @Test
  void withoutPredictionsThereIsNoError() {
    assertThat(Reliability.error(new double[Reliability.SUMS], 0)).isNaN();
    assertThat(Reliability.table(new double[Reliability.SUMS], 0)).isEmpty();
  }
}
