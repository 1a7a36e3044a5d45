package io.nightjar.serving.http;

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
    CoreReplies.sendError(
        response,
        callback,
        status,
        caller ? "InvalidInputException" : "InternalFailure",
        caller
            ? "The request is not HTTP that this server understands: status " + status
            : "The server failed to answer the request");
    return true;
  }
}
