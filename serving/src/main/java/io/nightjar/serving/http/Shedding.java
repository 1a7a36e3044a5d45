package io.nightjar.serving.http;

import io.nightjar.serving.api.ThrottlingException;
import io.nightjar.serving.load.ShedReason;
import io.nightjar.serving.load.ShedRequests;
import io.nightjar.serving.observation.Operation;
import io.nightjar.serving.observation.RequestObserver;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Turns requests away before they come to their operation, and counts them.
 *
 * @param counts what the log tells
 * @param observer what the metrics tell
 */
record Shedding(ShedRequests counts, RequestObserver observer) {
  private static final String RETRY_AFTER_SECONDS = "1";

  /** Turns a request away, to be tried again. */
  void throttle(
      Request request, Response response, Callback callback, ShedReason reason, String message) {
    counts.add(reason);
    String path = Request.getPathInContext(request);
    for (Operation operation : Operation.values()) {
      if (operation.path().equals(path)) {
        observer.shed(operation);
      }
    }
    response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    CoreReplies.sendError(
        response, callback, ThrottlingException.STATUS, ThrottlingException.TYPE, message);
  }
}
