package io.nightjar.serving.security;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread of its own that looks at something again and again until it is told to stop. */
public final class Lookout implements AutoCloseable {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Duration interval;
  private final Runnable look;

  private Lookout(Duration interval, Runnable look) {
    this.interval = interval;
    this.look = look;
  }

  /**
   * Begins, with the first look after the interval.
   *
   * @param name of the thread
   * @param look must not throw
   */
  public static Lookout start(String name, Duration interval, Runnable look) {
    Lookout lookout = new Lookout(interval, look);
    Thread thread = new Thread(lookout::run, name);
    thread.setDaemon(true);
    thread.start();
    return lookout;
  }

  private void run() {
    try {
      while (!stopped.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        look.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
