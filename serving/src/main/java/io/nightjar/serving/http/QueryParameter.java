package io.nightjar.serving.http;

import io.javalin.http.Context;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.Quoted;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A parameter of a query, which must be percent-encoded UTF-8. */
final class QueryParameter {
  private QueryParameter() {}

  /**
   * The value of a parameter, of several with this name the first; null when there is none.
   *
   * @throws InvalidInputException if it is not percent-encoded UTF-8
   */
  static String of(Context context, String name) {
    String query = context.queryString();
    if (query == null) {
      return null;
    }
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      int nameEnd = equals < 0 ? parameter.length() : equals;
      if (name.equals(decoded(parameter.substring(0, nameEnd)))) {
        String text = equals < 0 ? "" : parameter.substring(equals + 1);
        String value = decoded(text);
        if (value == null) {
          throw new InvalidInputException(
              name + " must be percent-encoded UTF-8: " + Quoted.text(text));
        }
        return value;
      }
    }
    return null;
  }

  /** What percent signs and plus signs stand for; null where they stand for nothing. */
  private static String decoded(String text) {
    byte[] wire = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(wire.length);
    for (int at = 0; at < wire.length; at++) {
      if (wire[at] == '%') {
        int high = at + 2 < wire.length ? Character.digit(wire[at + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(wire[at + 2], 16);
        if (low < 0) {
          return null;
        }
        bytes.write(high << 4 | low);
        at += 2;
      } else {
        bytes.write(wire[at] == '+' ? ' ' : wire[at]);
      }
    }
    byte[] value = bytes.toByteArray();
    return Utf8.firstWrong(value) < 0 ? new String(value, StandardCharsets.UTF_8) : null;
  }
}
