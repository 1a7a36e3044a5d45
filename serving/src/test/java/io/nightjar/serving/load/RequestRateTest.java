package io.nightjar.serving.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRateTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Also where the clock overflows. */
  private static final long[] STARTS = {0, -5 * SECOND, Long.MAX_VALUE - SECOND / 2};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 1_000})
  void aSecondsWorthAtOnceThenEvenly(int perSecond) {
    for (long start : STARTS) {
      RequestRate rate = new RequestRate(start);
      for (int request = 0; request < perSecond; request++) {
        assertThat(rate.take(perSecond, start)).isZero();
      }
      long wait = rate.take(perSecond, start);
      assertThat(wait).isEqualTo(SECOND / perSecond);
      assertThat(rate.take(perSecond, start + wait - 1)).isEqualTo(1);
      assertThat(rate.take(perSecond, start + wait)).isZero();
      assertThat(rate.take(perSecond, start + wait)).isPositive();
    }
  }

  @Test
  void timeWithoutRequestsIsNotSaved() {
    RequestRate rate = new RequestRate(0);
    long later = 100 * SECOND;
    for (int request = 0; request < 3; request++) {
      assertThat(rate.take(3, later)).isZero();
    }
    assertThat(rate.take(3, later)).isPositive();
  }

  @Test
  void campaignsDoNotShareARate() {
    CampaignRates rates = new CampaignRates(() -> 7);
    assertThat(rates.take("home", 1)).isZero();
    assertThat(rates.take("home", 1)).isEqualTo(SECOND);
    assertThat(rates.take("away", 1)).isZero();
    assertThat(rates.take("home", null)).isZero();
  }
}
