package io.nightjar.serving.index;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how far a load has come, once a second at most. Safe for many threads. */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final String what;
  private final long total;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong said = new AtomicLong(System.nanoTime());

  Progress(String what, long total) {
    this.what = what;
    this.total = total;
  }

  /** Counts some more. */
  void add(long more) {
    long count = done.addAndGet(more);
    long last = said.get();
    long now = System.nanoTime();
    if (now - last > INTERVAL && said.compareAndSet(last, now)) {
      LOG.info("{} of {} {} loaded ({} %)", count, total, what, 100 * count / Math.max(1, total));
    }
  }
}
