package io.nightjar.serving.http;

import io.nightjar.serving.api.ErrorBody;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors that never reach a route, such as a malformed request line, in the same form. */
final class JettyErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    boolean caller = status >= 400 && status < 500;
    String message =
        caller
            ? "The request is not HTTP that this server understands: status " + status
            : "The server failed to answer the request";
    SecurityHeaders.put(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    response
        .getHeaders()
        .put("x-amzn-ErrorType", caller ? "InvalidInputException" : "InternalFailure");
    response.write(true, ByteBuffer.wrap(JsonReply.of(new ErrorBody(message))), callback);
    return true;
  }
}
