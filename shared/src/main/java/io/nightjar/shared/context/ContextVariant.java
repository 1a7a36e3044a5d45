package io.nightjar.shared.context;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One canonical set of context field=value pairs; the empty set is "no context".
 *
 * <p>Its {@link #key()} is the pairs sorted by field, joined by {@code &}, with every byte of the
 * UTF-8 text outside {@code A-Z a-z 0-9 - . _ ~} written as {@code %XX}; the empty string is no
 * context. Two variants with equal pairs have equal keys and the other way round.
 *
 * @param values field to value, sorted by field
 */
public record ContextVariant(SortedMap<String, String> values) {
  /** No context. */
  public static final ContextVariant EMPTY = new ContextVariant(new TreeMap<>());

  /** Copies the pairs; a field must have a name and a value, both well-formed Unicode. */
  public ContextVariant {
    TreeMap<String, String> copy = new TreeMap<>();
    copy.putAll(values);
    for (Map.Entry<String, String> pair : copy.entrySet()) {
      if (pair.getKey().isEmpty()) {
        throw new IllegalArgumentException("a context field must have a name: ''");
      }
      if (pair.getValue() == null) {
        throw new IllegalArgumentException(
            "a context field must have a value: " + pair.getKey() + "=null");
      }
      requireWellFormed(pair.getKey());
      requireWellFormed(pair.getValue());
    }
    values = Collections.unmodifiableSortedMap(copy);
  }

  private static void requireWellFormed(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("context must be well-formed Unicode: '" + text + "'");
    }
  }

  /** The variant of some pairs. */
  public static ContextVariant of(Map<String, String> values) {
    return values.isEmpty() ? EMPTY : new ContextVariant(new TreeMap<>(values));
  }

  /**
   * Reads a canonical key.
   *
   * @throws IllegalArgumentException if the text is not the key of any variant
   */
  public static ContextVariant parse(String key) {
    if (key.isEmpty()) {
      return EMPTY;
    }
    TreeMap<String, String> values = new TreeMap<>();
    for (String pair : key.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("a context key is FIELD=value&…: '" + key + "'");
      }
      values.put(
          unescape(key, pair.substring(0, equals)), unescape(key, pair.substring(equals + 1)));
    }
    ContextVariant variant = new ContextVariant(values);
    if (!variant.key().equals(key)) {
      throw new IllegalArgumentException(
          "context key is not canonical: '" + key + "', expected '" + variant.key() + "'");
    }
    return variant;
  }

  /** Whether this is no context. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The canonical text of this variant. */
  public String key() {
    StringBuilder key = new StringBuilder();
    for (Map.Entry<String, String> pair : values.entrySet()) {
      if (key.length() > 0) {
        key.append('&');
      }
      escape(pair.getKey(), key);
      key.append('=');
      escape(pair.getValue(), key);
    }
    return key.toString();
  }

  private static void escape(String text, StringBuilder to) {
    for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xff);
      if (isUnreserved(c)) {
        to.append(c);
      } else {
        to.append('%');
        to.append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        to.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  private static String unescape(String key, String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("context key has a damaged escape: '" + key + "'", e);
    }
  }
}
