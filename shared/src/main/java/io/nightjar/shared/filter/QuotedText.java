package io.nightjar.shared.filter;

/** Texts in double or single quotes, in which a backslash takes the next character as it is. */
final class QuotedText {
  private QuotedText() {}

  /** The text between the quotes. */
  static String unquote(String quoted) {
    StringBuilder text = new StringBuilder(quoted.length());
    for (int at = 1; at < quoted.length() - 1; at++) {
      char c = quoted.charAt(at);
      text.append(c == '\\' ? quoted.charAt(++at) : c);
    }
    return text.toString();
  }

  /**
   * Where a quoted text ends.
   *
   * @param from position of its first quote
   * @return the position behind its last quote; -1 when there is none
   */
  static int end(String text, int from) {
    char quote = text.charAt(from);
    for (int at = from + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == quote) {
        return at + 1;
      }
    }
    return -1;
  }
}
