package io.nightjar.serving.parquet;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How much of the machine reading a model may take: all of it while nothing is served, afterwards a
 * quarter, so that requests find a processor. A pace that rests is for one thread.
 */
public final class Pace {
  private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final double SHARE = 0.25;

  private final int threads;
  private final double restPerWork;
  private long resumed = System.nanoTime();

  private Pace(int threads, double restPerWork) {
    this.threads = threads;
    this.restPerWork = restPerWork;
  }

  /** All processors, without rest. */
  public static Pace full() {
    return full(Runtime.getRuntime().availableProcessors());
  }

  /** Some threads, without rest. */
  public static Pace full(int threads) {
    return new Pace(threads, 0);
  }

  /** One thread, which rests where there are fewer than four processors. */
  public static Pace besideRequests() {
    return besideRequests(Runtime.getRuntime().availableProcessors());
  }

  static Pace besideRequests(int processors) {
    double share = Math.min(1, SHARE * processors);
    return new Pace(1, 1 / share - 1);
  }

  /** How many parts of a table may be read at once. */
  public int threads() {
    return threads;
  }

  /** To be called again and again by what works: returns at once, or after a rest that is due. */
  public void step() {
    if (restPerWork > 0) {
      long rest = rest(System.nanoTime() - resumed);
      if (rest > 0) {
        LockSupport.parkNanos(rest);
        resumed = System.nanoTime();
      }
    }
  }

  /** The rest that is due after work, both in nanoseconds. */
  long rest(long worked) {
    return worked < WORK_NANOS ? 0 : Math.min(LONGEST_REST_NANOS, Math.round(worked * restPerWork));
  }
}
