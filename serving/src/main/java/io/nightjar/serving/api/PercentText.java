package io.nightjar.serving.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Percent-encoded text of queries. */
public final class PercentText {
  private PercentText() {}

  /**
   * The bytes that a text stands for: a plus sign is a space, a percent sign without two
   * hexadecimal digits after it is itself.
   */
  public static byte[] decoded(String text) {
    byte[] wire = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < wire.length; i++) {
      byte b = wire[i];
      if (b == '%') {
        int high = i + 2 < wire.length ? Character.digit(wire[i + 1], 16) : -1;
        int low = high < 0 ? -1 : Character.digit(wire[i + 2], 16);
        if (low >= 0) {
          b = (byte) ((high << 4) | low);
          i += 2;
        }
      } else if (b == '+') {
        b = ' ';
      }
      wire[length++] = b;
    }
    return Arrays.copyOf(wire, length);
  }
}
