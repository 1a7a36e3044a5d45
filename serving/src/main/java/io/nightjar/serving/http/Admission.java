package io.nightjar.serving.http;

import io.nightjar.serving.load.LoadConfig;
import io.nightjar.serving.load.ShedReason;
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

  Admission(LoadConfig config, Shedding shed) {
    this.config = config;
    this.shed = shed;
    setMaxRequestCount(config.maxConcurrent());
    setMaxSuspendedRequestCount(config.maxQueued());
    setMaxSuspend(config.maxWait());
    excludePath("/healthz", "/readyz");
  }

  @Override
  protected void reject(Request request, Response response, Callback callback, int status) {
    shed.throttle(
        request,
        response,
        callback,
        ShedReason.OVERLOAD,
        "The server answers %d requests and %d wait, which is all it takes: try again later"
            .formatted(config.maxConcurrent(), config.maxQueued()));
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
