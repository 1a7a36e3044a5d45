package io.nightjar.serving.http;

import io.nightjar.serving.load.LoadConfig;
import io.nightjar.serving.load.ShedReason;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Passes requests on when their bodies are there: whoever sends slowly holds a connection, and
 * nothing else. Bodies that are too large, too late, or too many at a time are refused.
 */
final class Arrivals extends Handler.Wrapper {
  /** Bodies up to this size fit into the buffer of their connection and count as nothing. */
  private static final int SMALL = 16 << 10;

  private final LoadConfig config;
  private final Shedding shed;
  private final AtomicLong bodyBytes = new AtomicLong();

  Arrivals(LoadConfig config, Shedding shed) {
    this.config = config;
    this.shed = shed;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String method = request.getMethod();
    if (HttpMethod.GET.is(method) || HttpMethod.HEAD.is(method)) {
      return super.handle(request, response, callback);
    }
    long length = request.getLength();
    if (length > RequestBody.DISCARDED) {
      refuseLarge(response, callback);
      return true;
    }
    // A body whose length is not said may be as large as any.
    long reserved = length < 0 ? RequestBody.LIMIT : Math.min(length, RequestBody.LIMIT);
    if (reserved > SMALL) {
      if (bodyBytes.addAndGet(reserved) > config.maxBodyBytes()) {
        bodyBytes.addAndGet(-reserved);
        CoreReplies.closeAfter(response);
        shed.throttle(
            request,
            response,
            callback,
            ShedReason.BODIES,
            "The server holds %d bytes of request bodies, which is all it may: try again later"
                .formatted(config.maxBodyBytes()));
        return true;
      }
      Request.addCompletionListener(request, failure -> bodyBytes.addAndGet(-reserved));
    }
    new Arrival(this, request, response, callback).begin();
    return true;
  }

  Scheduler.Task schedule(Runnable late) {
    return getServer()
        .getScheduler()
        .schedule(late, config.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  static void refuseLarge(Response response, Callback callback) {
    CoreReplies.closeAfter(response);
    CoreReplies.sendError(
        response, callback, 413, "RequestTooLargeException", RequestBody.TOO_LARGE);
  }

  /** Refuses what did not arrive in time. */
  void refuseLate(Response response, Callback callback) {
    shed.counts().add(ShedReason.SLOW);
    CoreReplies.closeAfter(response);
    CoreReplies.sendError(
        response,
        callback,
        408,
        "RequestTimeoutException",
        "request must arrive within %d ms: its body did not"
            .formatted(config.requestTimeout().toMillis()));
  }
}
