package io.nightjar.serving.observation;

import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of JSON for each request, or for a share of them. Requests never wait for it: lines are
 * handed to a thread that writes, and lost, and counted, where that cannot keep up. Safe for use by
 * many threads.
 */
public final class RequestLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final int WAITING_LINES = 1 << 14;
  private static final long IDLE_MILLIS = 500;
  private static final long STOP_SECONDS = 2;

  private final double sample;
  private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(WAITING_LINES);
  private final LongAdder dropped = new LongAdder();
  private final LogFile file;
  private final CountDownLatch written = new CountDownLatch(1);
  private volatile boolean stopping;

  private RequestLog(LogFile file, double sample) {
    this.file = file;
    this.sample = sample;
    Thread writer = new Thread(this::writeAll, "request-log");
    writer.setDaemon(true);
    writer.start();
  }

  /**
   * Opens the log.
   *
   * @return null when the settings want none
   * @throws IllegalArgumentException if the file cannot be written
   */
  public static RequestLog open(RequestLogConfig config) {
    if (!config.isOn()) {
      return null;
    }
    LogFile file =
        config.target().equals(RequestLogConfig.STANDARD_OUTPUT)
            ? LogFile.standardOutput()
            : LogFile.of(Path.of(config.target()));
    return new RequestLog(file, config.sample());
  }

  /** How many lines were lost. */
  public long dropped() {
    return dropped.sum();
  }

  void log(Observation seen, long nanos, int status, String errorType) {
    if (sample < 1 && ThreadLocalRandom.current().nextDouble() >= sample) {
      return;
    }
    if (!lines.offer(RequestLine.of(seen, nanos, status, errorType, sample))) {
      dropped.increment();
    }
  }

  private void writeAll() {
    try {
      while (!stopping || !lines.isEmpty()) {
        byte[] line = lines.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        while (line != null) {
          if (!file.write(line)) {
            dropped.increment();
          }
          line = lines.poll();
        }
        file.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      file.close();
      written.countDown();
    }
  }

  /** Writes what waits, for two seconds at most. */
  @Override
  public void close() {
    stopping = true;
    try {
      if (!written.await(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("request log: {} lines are lost, they took too long to write", lines.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
