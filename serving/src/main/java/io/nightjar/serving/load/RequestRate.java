package io.nightjar.serving.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rate of one campaign. Safe for use by many threads.
 *
 * <p>This is the generic cell rate algorithm (ITU-T I.371): one number, the time at which the next
 * request would be due if all came evenly. A request may come up to a second before it is due.
 */
final class RequestRate {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong due;

  /** A rate that has answered nothing yet. */
  RequestRate(long now) {
    this.due = new AtomicLong(now);
  }

  /** 0 if a request may be answered now; else after how many nanoseconds. */
  long take(int perSecond, long now) {
    long interval = SECOND / perSecond;
    long early = SECOND - interval;
    while (true) {
      long last = due.get();
      // Differences, since nanoTime may overflow.
      long next = last - now > 0 ? last : now;
      long wait = next - now - early;
      if (wait > 0) {
        return wait;
      }
      if (due.compareAndSet(last, next + interval)) {
        return 0;
      }
    }
  }
}
