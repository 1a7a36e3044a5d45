package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.nightjar.serving.api.ErrorBody;
import io.nightjar.serving.api.PersonalizeException;
import io.nightjar.serving.api.Quoted;
import io.nightjar.serving.api.ThrottlingException;
import io.nightjar.serving.api.UnknownOperationException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where exceptions become replies. */
final class ErrorReplies {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorReplies.class);
  static final String TYPE = "x-amzn-ErrorType";
  static final String INTERNAL = "InternalFailure";
  static final String INVALID = "InvalidInputException";
  static final String FAILED = "The server failed to answer the request";

  private ErrorReplies() {}

  /** A request that is refused. */
  static Reply refused(PersonalizeException e) {
    List<HttpField> headers = new ArrayList<>();
    if (e instanceof ThrottlingException throttled) {
      headers.add(
          new HttpField(HttpHeader.RETRY_AFTER, Long.toString(throttled.retryAfterSeconds())));
    }
    headers.add(new HttpField(TYPE, e.errorType()));
    return new Reply(e.status(), headers, JsonReply.of(new ErrorBody(e.getMessage())));
  }

  /** A fault of the server: the caller reads no details, the log has them. */
  static Reply failed(String method, String path, String requestId, Throwable e) {
    LOG.error("{} {} failed, request {}", method, path, requestId, e);
    return new Reply(
        500, List.of(new HttpField(TYPE, INTERNAL)), JsonReply.of(new ErrorBody(FAILED)));
  }

  static void personalize(PersonalizeException e, Context context) {
    Replies.send(context, refused(e));
  }

  /** What the router itself throws: no such path, or not with this method. */
  static void router(HttpResponseException e, Context context) {
    if (e.getStatus() == 404 || e.getStatus() == 405) {
      unknown(e, context);
    } else if (e.getStatus() < 500) {
      boolean refused = e.getStatus() == 401 || e.getStatus() == 403;
      context.header(TYPE, refused ? "AccessDeniedException" : INVALID);
      Replies.send(
          context, e.getStatus(), JsonReply.of(new ErrorBody(String.valueOf(e.getMessage()))));
    } else {
      unexpected(e, context);
    }
  }

  private static void unknown(HttpResponseException e, Context context) {
    String target = context.header(ControlPlane.TARGET);
    if (target != null) {
      ControlPlane.refuse(context, target);
      return;
    }
    String asked = context.method() + " " + Quoted.shortened(context.path());
    String message = "No operation has this path: " + asked;
    if (e.getStatus() == 405) {
      // Javalin's only detail, under one of two names.
      String methods = String.join(", ", e.getDetails().values());
      context.header("Allow", methods);
      message = "The operation of this path is asked by " + methods + ": " + asked;
    }
    personalize(new UnknownOperationException(e.getStatus(), message), context);
  }

  static void unexpected(Throwable e, Context context) {
    Replies.send(
        context, failed(context.method().toString(), context.path(), RequestId.of(context), e));
  }

  /** As above, for what Javalin does not hand to exception handlers. */
  static void error(HttpServletResponse response, Error e) {
    LOG.error("request {} failed", RequestId.of(response), e);
    response.setStatus(500);
    response.setContentType("application/json");
    response.setHeader(TYPE, INTERNAL);
    try {
      response.getOutputStream().write(JsonReply.of(new ErrorBody(FAILED)));
    } catch (IOException closed) {
      LOG.warn("the caller of a failed request is gone: {}", closed.getMessage());
    }
  }
}
