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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where exceptions become replies. */
final class ErrorReplies {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorReplies.class);
  static final String INTERNAL = "InternalFailure";
  static final String INVALID = "InvalidInputException";
  static final String FAILED = "The server failed to answer the request";

  private ErrorReplies() {}

  static void personalize(PersonalizeException e, Context context) {
    if (e instanceof ThrottlingException throttled) {
      context.header("Retry-After", Long.toString(throttled.retryAfterSeconds()));
    }
    Replies.sendError(context, e.status(), e.errorType(), e.getMessage());
  }

  /** What the router itself throws: no such path, or not with this method. */
  static void router(HttpResponseException e, Context context) {
    if (e.getStatus() == 404 || e.getStatus() == 405) {
      unknown(e, context);
    } else if (e.getStatus() < 500) {
      boolean refused = e.getStatus() == 401 || e.getStatus() == 403;
      Replies.sendError(
          context,
          e.getStatus(),
          refused ? "AccessDeniedException" : INVALID,
          String.valueOf(e.getMessage()));
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

  /** A fault of the server: the caller reads no details, the log has them. */
  static void unexpected(Throwable e, Context context) {
    String requestId = RequestId.of(context);
    LOG.error("{} {} failed, request {}", context.method(), context.path(), requestId, e);
    Replies.sendError(context, 500, INTERNAL, FAILED);
  }

  /** As above, for what Javalin does not hand to exception handlers. */
  static void error(HttpServletResponse response, Error e) {
    LOG.error("request {} failed", RequestId.of(response), e);
    response.setStatus(500);
    response.setContentType("application/json");
    response.setHeader("x-amzn-ErrorType", INTERNAL);
    try {
      response.getOutputStream().write(JsonReply.of(new ErrorBody(FAILED)));
    } catch (IOException closed) {
      LOG.warn("the caller of a failed request is gone: {}", closed.getMessage());
    }
  }
}
