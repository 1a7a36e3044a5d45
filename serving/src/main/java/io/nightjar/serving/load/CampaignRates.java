package io.nightjar.serving.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many requests each campaign may still answer now. A campaign of N requests per second may
 * answer N at once, and one more every Nth of a second. Safe for use by many threads.
 */
public final class CampaignRates {
  private final Map<String, RequestRate> rates = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /** Rates by the clock of the machine, whatever its date says. */
  public CampaignRates() {
    this(System::nanoTime);
  }

  CampaignRates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a request on, if the campaign may answer it.
   *
   * @param perSecond requests per second; null for any number
   * @return 0 if it may; else after how many nanoseconds it may answer the next
   */
  public long take(String campaign, Integer perSecond) {
    if (perSecond == null) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    return rates.computeIfAbsent(campaign, name -> new RequestRate(now)).take(perSecond, now);
  }
}
