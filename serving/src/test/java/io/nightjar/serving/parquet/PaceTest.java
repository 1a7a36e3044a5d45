package io.nightjar.serving.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  private static final long MILLI = 1_000_000;

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 1", "4, 0", "64, 0"})
  void besideRequestsAQuarterOfTheProcessorsIsUsedAndNeverMoreThanOne(int processors, long rest) {
    Pace pace = Pace.besideRequests(processors);
    assertThat(pace.threads()).isEqualTo(1);
    assertThat(pace.rest(2 * MILLI)).isEqualTo(2 * rest * MILLI);
  }

  @Test
  void shortWorkNeedsNoRestAndLongWorkNoneWithoutEnd() {
    Pace pace = Pace.besideRequests(1);
    assertThat(pace.rest(MILLI - 1)).isZero();
    assertThat(pace.rest(1000 * MILLI)).isEqualTo(50 * MILLI);
  }

  @Test
  void whereNothingIsServedThereAreNoRests() {
    assertThat(Pace.full().threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(Pace.full(3).threads()).isEqualTo(3);
    assertThat(Pace.full(3).rest(1000 * MILLI)).isZero();
  }
}
