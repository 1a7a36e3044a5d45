package io.nightjar.shared.filter;

/** When a text is a number: decimal digits, with a sign, a point or an exponent if need be. */
public final class Numbers {
  private static final int LONGEST = 64;

  private Numbers() {}

  /** The number that a text is; NaN when it is none, or larger than a double can be. */
  public static double parse(String text) {
    String number = text.strip();
    if (number.isEmpty() || number.length() > LONGEST || !hasOnlyNumberCharacters(number)) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(number);
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Keeps out what Java reads as a number too: 1f, 0x1p3, NaN. Saves most texts the exception. */
  private static boolean hasOnlyNumberCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
