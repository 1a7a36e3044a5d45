package io.nightjar.serving.http;

import io.nightjar.serving.load.LoadConfig;
import io.nightjar.serving.load.ShedReason;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Lets so many requests be answered at a time, so many more wait for a while without holding a
 * thread, and turns the others away. Questions about health are always answered.
 */
final class Admission extends QoSHandler {
  private final LoadConfig config;
  private final Shedding shed;

  /** Requests that are answered or wait. */
  private final AtomicInteger admitted = new AtomicInteger();

  Admission(LoadConfig config, Shedding shed) {
    this.config = config;
    this.shed = shed;
    setMaxRequestCount(config.maxConcurrent());
    // Counted here: where Jetty turns one away while the last turn ends, it can wait forever for
    // one to resume.
    setMaxSuspendedRequestCount(-1);
    setMaxSuspend(config.maxWait());
    excludePath("/healthz", "/readyz");
  }

  @Override
  public boolean onConditionsMet(Request request, Response response, Callback callback)
      throws Exception {
    if (admitted.incrementAndGet() > (long) config.maxConcurrent() + config.maxQueued()) {
      admitted.decrementAndGet();
      shed.throttle(
          request,
          response,
          callback,
          ShedReason.OVERLOAD,
          "The server answers %d requests and %d wait, which is all it takes: try again later"
              .formatted(config.maxConcurrent(), config.maxQueued()));
      return true;
    }
    Request.addCompletionListener(request, failure -> admitted.decrementAndGet());
    return super.onConditionsMet(request, response, callback);
  }

  @Override
  protected void expireSuspended(Request request, Response response, Callback callback) {
    shed.throttle(
        request,
        response,
        callback,
        ShedReason.OVERLOAD,
        "The request waited %d ms for its turn, which is all it may: try again later"
            .formatted(config.maxWait().toMillis()));
  }
}
