package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.nightjar.serving.api.RandomUuids;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;

/**
 * The id under which the reply to a request and the logs speak of it: a UUID, drawn when it is
 * first asked for, and the same one whoever asks again.
 */
final class RequestId {
  /** The header of the reply, where SDKs find it. */
  static final String HEADER = "x-amzn-RequestId";

  private static final String DRAWN = "nightjar.requestId";

  private RequestId() {}

  /** Of a request that a route answers; the reply has the header from now on. */
  static String of(Context context) {
    String id = (String) context.req().getAttribute(DRAWN);
    if (id == null) {
      id = RandomUuids.next().toString();
      context.req().setAttribute(DRAWN, id);
      context.res().setHeader(HEADER, id);
    }
    return id;
  }

  /** Of a request of which only the reply is at hand; the reply has the header from now on. */
  static String of(HttpServletResponse response) {
    String id = response.getHeader(HEADER);
    if (id == null) {
      id = RandomUuids.next().toString();
      response.setHeader(HEADER, id);
    }
    return id;
  }

  /** Of a request that has not come to a route, or whose reply begins anew after one. */
  static String of(Request request) {
    String id = (String) request.getAttribute(DRAWN);
    if (id == null) {
      id = RandomUuids.next().toString();
      request.setAttribute(DRAWN, id);
    }
    return id;
  }
}
