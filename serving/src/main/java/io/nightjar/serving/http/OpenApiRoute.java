package io.nightjar.serving.http;

import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** {@code GET /openapi.json}: what both ports answer, as an OpenAPI document. */
public final class OpenApiRoute implements Consumer<JavalinConfig> {
  private static final String DOCUMENT = "/openapi.json";

  private final byte[] document;

  /** Reads the document, which is a part of the program. */
  public OpenApiRoute() {
    try (InputStream in = OpenApiRoute.class.getResourceAsStream(DOCUMENT)) {
      document = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the program lacks " + DOCUMENT, e);
    }
  }

  @Override
  public void accept(JavalinConfig config) {
    GetRoute.add(config, DOCUMENT, context -> Replies.send(context, 200, document));
  }
}
