package io.nightjar.serving.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;

/**
 * A path that is read: GET, and HEAD, which the same handler answers and Jetty sends without the
 * body. Left to itself, Javalin answers HEAD with 200 wherever there is a GET, and runs nothing.
 */
public final class GetRoute {
  private GetRoute() {}

  /** Adds both methods of a path. */
  public static void add(JavalinConfig config, String path, Handler handler) {
    config.routes.get(path, handler);
    config.routes.head(path, handler);
  }
}
