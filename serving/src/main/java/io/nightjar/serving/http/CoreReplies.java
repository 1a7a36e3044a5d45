package io.nightjar.serving.http;

import io.nightjar.serving.api.ErrorBody;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends errors to requests that never reach a route, in the form that all have. */
final class CoreReplies {
  private CoreReplies() {}

  static void sendError(
      Response response, Callback callback, int status, String errorType, String message) {
    response.setStatus(status);
    SecurityHeaders.put(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(RequestId.HEADER, RequestId.of(response.getRequest()));
    response.getHeaders().put(ErrorReplies.TYPE, errorType);
    response.write(true, ByteBuffer.wrap(JsonReply.of(new ErrorBody(message))), callback);
  }

  /** The connection is closed after this reply: what else it would send is not read. */
  static void closeAfter(Response response) {
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
  }
}
