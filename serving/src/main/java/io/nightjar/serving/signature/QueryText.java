package io.nightjar.serving.signature;

import io.nightjar.serving.api.PercentText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The query and the path of a request in the one form that is signed. */
final class QueryText {
  private static final String SIGNATURE = "X-Amz-Signature=";
  private static final String UPPER_HEX = "0123456789ABCDEF";

  private QueryText() {}

  /**
   * The decoded value of a parameter, or null when it is not there.
   *
   * @throws io.nightjar.serving.api.CallerRefusedException if it is there twice
   */
  static String value(String query, String parameter) {
    String found = null;
    for (int from = 0; from <= query.length(); ) {
      int to = end(query, from);
      int equals = query.indexOf('=', from);
      int nameEnd = equals < 0 || equals > to ? to : equals;
      if (query.startsWith(parameter, from) && nameEnd - from == parameter.length()) {
        if (found != null) {
          throw SignatureClaim.incomplete(parameter + " must be in the query once: it is twice");
        }
        byte[] decoded = PercentText.decoded(query.substring(Math.min(nameEnd + 1, to), to));
        found = new String(decoded, StandardCharsets.UTF_8);
      }
      from = to + 1;
    }
    return found;
  }

  /** Parameters without the signature, each encoded in one way, sorted. */
  static String canonical(String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    List<String> parameters = new ArrayList<>();
    for (int from = 0; from <= query.length(); ) {
      int to = end(query, from);
      if (to > from) {
        int equals = query.indexOf('=', from);
        int nameEnd = equals < 0 || equals > to ? to : equals;
        String name = encoded(PercentText.decoded(query.substring(from, nameEnd)), false);
        String value =
            encoded(PercentText.decoded(query.substring(Math.min(nameEnd + 1, to), to)), false);
        String parameter = name + "=" + value;
        if (!parameter.startsWith(SIGNATURE)) {
          parameters.add(parameter);
        }
      }
      from = to + 1;
    }
    sort(parameters);
    return String.join("&", parameters);
  }

  /** By name, then by value: the equals sign between them must not take part. */
  private static void sort(List<String> parameters) {
    parameters.replaceAll(parameter -> parameter.replace('=', '\0'));
    Collections.sort(parameters);
    parameters.replaceAll(parameter -> parameter.replace('\0', '='));
  }

  private static int end(String query, int from) {
    int to = query.indexOf('&', from);
    return to < 0 ? query.length() : to;
  }

  /**
   * A path as it is signed: without {@code .}, {@code ..} and empty segments, and with the percent
   * signs of the wire encoded once more.
   */
  static String canonicalPath(String path) {
    return isPlain(path) ? path : encoded(normalised(path).getBytes(StandardCharsets.UTF_8), true);
  }

  /** Whether a path is signed as it stands. */
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || c == '-' || (c >= '0' && c <= '9');
      boolean slash = c == '/' && (i == 0 || path.charAt(i - 1) != '/');
      if (!letter && !slash) {
        return false;
      }
    }
    return !path.isEmpty();
  }

  private static String normalised(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        if (!segments.isEmpty()) {
          segments.remove(segments.size() - 1);
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    String joined = "/" + String.join("/", segments);
    return path.endsWith("/") && joined.length() > 1 ? joined + "/" : joined;
  }

  private static String encoded(byte[] bytes, boolean keepSlash) {
    StringBuilder text = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      char c = (char) (b & 0xFF);
      boolean unreserved =
          (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '.'
              || c == '_'
              || c == '~';
      if (unreserved || (keepSlash && c == '/')) {
        text.append(c);
      } else {
        text.append('%').append(UPPER_HEX.charAt(c >> 4)).append(UPPER_HEX.charAt(c & 0xF));
      }
    }
    return text.toString();
  }
}
