package io.nightjar.serving.http;

import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.PercentText;
import io.nightjar.serving.api.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A parameter of a query, which must be percent-encoded UTF-8. */
final class QueryParameter {
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private QueryParameter() {}

  /**
   * The value of a parameter, of several with this name the first; null when there is none.
   *
   * @param query what follows the question mark, as it came over the wire; null for nothing
   * @throws InvalidInputException if it is not percent-encoded UTF-8
   */
  static String of(String query, String name) {
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
    if (LONE_PERCENT.matcher(text).find()) {
      return null;
    }
    byte[] value = PercentText.decoded(text);
    return Utf8.firstWrong(value) < 0 ? new String(value, StandardCharsets.UTF_8) : null;
  }
}
