package io.nightjar.serving.observation;

import java.util.concurrent.TimeUnit;

/** Counts and logs requests when they end. Safe for use by many threads. */
public final class RequestObserver {
  private static final int TOO_MANY_REQUESTS = 429;

  private final RequestMetrics metrics;
  private final RequestLog log;

  /**
   * An observer.
   *
   * @param log null for none
   */
  public RequestObserver(RequestMetrics metrics, RequestLog log) {
    this.metrics = metrics;
    this.log = log;
  }

  /**
   * A request has arrived.
   *
   * @param requestId under which its reply and the log speak of it
   */
  public Observation begin(Operation operation, String requestId) {
    return new Observation(operation, requestId);
  }

  /**
   * A request ends.
   *
   * @param status of the reply
   * @param errorType name of the error; null for an answer
   */
  public void end(Observation seen, int status, String errorType) {
    long nanos = System.nanoTime() - seen.start();
    CampaignMeters meters = metrics.of(seen.operation(), seen.campaign());
    meters.requests().increment();
    meters.latency().record(nanos, TimeUnit.NANOSECONDS);
    if (status >= 500) {
      meters.serverErrors().increment();
    } else if (status >= 400) {
      meters.callerErrors().increment();
    }
    if (status == TOO_MANY_REQUESTS) {
      meters.shed().increment();
    }
    if (seen.snapshot() != null && status < 400) {
      meters.answers(seen.arm(), seen.source()).increment();
    }
    if (log != null) {
      log.log(seen, nanos, status, errorType);
    }
  }

  /**
   * A request was turned away before it came to its operation, to protect the server. Requests that
   * end with 429 are counted by {@link #end} and need no call of this.
   */
  public void shed(Operation operation) {
    metrics.of(operation, null).shed().increment();
  }
}
