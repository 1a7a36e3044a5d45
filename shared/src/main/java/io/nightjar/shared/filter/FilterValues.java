package io.nightjar.shared.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of placeholders, as a request gives them. Immutable.
 *
 * @param byName placeholder, without its dollar sign, to its values, of which there is at least one
 */
public record FilterValues(Map<String, List<String>> byName) {
  /** White space, as filter expressions have it. */
  private static final String SPACE = " \t\r\n\u00A0";

  private static final FilterValues NONE = new FilterValues(Map.of());

  /** Copies the map. */
  public FilterValues {
    byName = Map.copyOf(byName);
  }

  /** No values. */
  public static FilterValues none() {
    return NONE;
  }

  /**
   * Reads values from Amazon's notation: texts in quotes, or numbers, separated by commas, with
   * white space around them or not.
   *
   * @param texts placeholder, without its dollar sign, to the text of its values
   * @throws FilterException naming the placeholder whose text is something else
   */
  public static FilterValues parse(Map<String, String> texts) {
    if (texts.isEmpty()) {
      return NONE;
    }
    Map<String, List<String>> values = new TreeMap<>();
    texts.forEach((name, text) -> values.put(name, parse(name, text)));
    return new FilterValues(values);
  }

  private static List<String> parse(String name, String text) {
    List<String> values = new ArrayList<>();
    int at = 0;
    do {
      int start = skipSpace(text, at);
      int end = valueEnd(text, start);
      if (end < 0) {
        throw wrong(name, text);
      }
      String value = text.substring(start, end);
      if (isQuote(value.charAt(0))) {
        values.add(QuotedText.unquote(value));
      } else if (Double.isNaN(Numbers.parse(value))) {
        throw wrong(name, text);
      } else {
        values.add(value.strip());
      }
      at = skipSpace(text, end);
      if (at < text.length() && text.charAt(at) != ',') {
        throw wrong(name, text);
      }
    } while (at++ < text.length());
    return List.copyOf(values);
  }

  /** -1 when no value begins at {@code start}, or one does not end. */
  private static int valueEnd(String text, int start) {
    if (start == text.length()) {
      return -1;
    }
    if (isQuote(text.charAt(start))) {
      return QuotedText.end(text, start);
    }
    int comma = text.indexOf(',', start);
    int end = comma < 0 ? text.length() : comma;
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end == start ? -1 : end;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isSpace(char c) {
    return SPACE.indexOf(c) >= 0;
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static FilterException wrong(String name, String text) {
    String shown =
        text.codePoints()
            .limit(80)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return new FilterException(
        "filterValues.%s must be texts in double quotes, or numbers, separated by commas: '%s'"
            .formatted(name, shown.length() < text.length() ? shown + "…" : shown));
  }

  /** Values of a placeholder; null when the request has none. */
  public List<String> of(String name) {
    return byName.get(name);
  }
}
