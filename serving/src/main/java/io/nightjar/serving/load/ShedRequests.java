package io.nightjar.serving.load;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the requests that were turned away, and says so in the log, at most once in ten seconds.
 * Safe for use by many threads.
 */
public final class ShedRequests {
  private static final Logger LOG = LoggerFactory.getLogger(ShedRequests.class);
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<ShedReason, LongAdder> counts = new EnumMap<>(ShedReason.class);
  private final AtomicLong lastSaid = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  /** Nothing turned away yet. */
  public ShedRequests() {
    for (ShedReason reason : ShedReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  /** Counts one. */
  public void add(ShedReason reason) {
    counts.get(reason).increment();
    long now = System.nanoTime();
    long last = lastSaid.get();
    if (now - last >= QUIET_NANOS && lastSaid.compareAndSet(last, now)) {
      LOG.warn("requests are turned away, since the start: {}", text());
    }
  }

  /** How many were turned away for a reason. */
  public long count(ShedReason reason) {
    return counts.get(reason).sum();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (ShedReason reason : ShedReason.values()) {
      text.append(text.isEmpty() ? "" : ", ").append(reason.text()).append(' ');
      text.append(count(reason));
    }
    return text.toString();
  }
}
