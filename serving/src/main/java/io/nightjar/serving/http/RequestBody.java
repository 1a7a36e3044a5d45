package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.RequestTooLargeException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a request, up to a limit. */
public final class RequestBody {
  /** The most bytes that a body may have. */
  static final int LIMIT = 1 << 20;

  /** Larger ones are not even read to be thrown away, though their callers may miss the reply. */
  static final int DISCARDED = 8 * LIMIT;

  static final String TOO_LARGE = "request body must not be larger than " + LIMIT + " bytes";
  static final String BROKE_OFF = "request body must arrive completely: it broke off";

  private static final String READ = "nightjar.body";

  private RequestBody() {}

  /** The body, however often it is asked for. */
  public static byte[] read(Context context) {
    byte[] body = context.attribute(READ);
    if (body == null) {
      body = readOnce(context);
      context.attribute(READ, body);
    }
    return body;
  }

  private static byte[] readOnce(Context context) {
    try (InputStream in = context.bodyInputStream()) {
      int announced = context.contentLength();
      if (announced >= 0 && announced <= LIMIT) {
        return in.readNBytes(announced);
      }
      byte[] body = in.readNBytes(LIMIT + 1);
      if (body.length > LIMIT) {
        throw new RequestTooLargeException(TOO_LARGE);
      }
      return body;
    } catch (IOException e) {
      throw new InvalidInputException(BROKE_OFF);
    }
  }
}
