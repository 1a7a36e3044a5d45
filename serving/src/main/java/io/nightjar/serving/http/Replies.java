package io.nightjar.serving.http;

import io.javalin.http.Context;
import java.io.IOException;
import org.eclipse.jetty.http.HttpField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends replies, each with the headers that all have. */
public final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
  private static final String JSON = "application/json";

  private Replies() {}

  /** Sends a reply, after which a handler has nothing more to do. */
  public static void send(Context context, int status, byte[] body) {
    String requestId = RequestId.of(context);
    context.status(status);
    context.contentType(JSON);
    try {
      // Not as a result, which Javalin would copy through a buffer of 32 KB made for each reply.
      context.outputStream().write(body);
    } catch (IOException e) {
      LOG.debug("the caller of request {} is gone: {}", requestId, e.toString());
    }
  }

  static void send(Context context, Reply reply) {
    for (HttpField header : reply.headers()) {
      context.header(header.getName(), header.getValue());
    }
    send(context, reply.status(), reply.body());
  }
}
