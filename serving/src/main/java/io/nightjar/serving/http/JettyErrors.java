package io.nightjar.serving.http;

import io.nightjar.serving.api.Quoted;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Errors that never reach a route, such as a malformed request line, in the same form. */
final class JettyErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    // A version of HTTP that the server does not speak is the caller's choice.
    boolean caller =
        (status >= 400 && status < 500) || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505;
    CoreReplies.sendError(
        response,
        callback,
        status,
        caller ? ErrorReplies.INVALID : ErrorReplies.INTERNAL,
        caller ? rule(request, status) : ErrorReplies.FAILED);
    return true;
  }

  /** The rule that a request breaks. */
  private static String rule(Request request, int status) {
    int limit = request.getConnectionMetaData().getHttpConfiguration().getRequestHeaderSize();
    return switch (status) {
      case HttpStatus.URI_TOO_LONG_414 ->
          "request line must not have more than " + limit + " bytes: it has more";
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          "request line and headers must not have more than %d bytes together: they have more"
              .formatted(limit);
      case HttpStatus.EXPECTATION_FAILED_417 ->
          "header Expect must be 100-continue: it is something else";
      case HttpStatus.UPGRADE_REQUIRED_426, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
          "HTTP version must be 1.0 or 1.1: it is another";
      default -> "The request is not HTTP that this server understands: " + reason(request, status);
    };
  }

  private static String reason(Request request, int status) {
    return request.getAttribute(ERROR_EXCEPTION) instanceof HttpException e && e.getReason() != null
        ? Quoted.shortened(e.getReason())
        : "status " + status;
  }
}
