package io.nightjar.serving.api;

/** Values of a request as messages show them: shortened and always valid Unicode. */
public final class Quoted {
  private static final int SHOWN = 80;

  private Quoted() {}

  /** At most {@value #SHOWN} characters of a text, in single quotes. */
  public static String text(String value) {
    return "'" + shortened(value) + "'";
  }

  /** At most {@value #SHOWN} characters of a text. */
  public static String shortened(String value) {
    StringBuilder shown = new StringBuilder();
    int characters = 0;
    for (int at = 0; at < value.length(); at += Character.charCount(value.codePointAt(at))) {
      if (characters++ == SHOWN) {
        return shown.append('…').toString();
      }
      int codePoint = value.codePointAt(at);
      shown.appendCodePoint(isSurrogate(codePoint) ? 0xFFFD : codePoint);
    }
    return shown.toString();
  }

  /** Whether a text has half of a surrogate pair, which no encoding can write. */
  static boolean isBroken(String value) {
    return value.codePoints().anyMatch(Quoted::isSurrogate);
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
