package io.nightjar.serving.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8 to the letter: each character in its shortest form, none beyond U+10FFFF,
 * no halves of surrogate pairs. The JSON parser takes more than that.
 */
final class Utf8 {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /** Position of the first byte that begins no character; -1 when all is well. */
  static int firstWrong(byte[] text) {
    int at = afterAscii(text, 0);
    while (at < text.length) {
      int length = characterLength(text, at);
      if (length == 0) {
        return at;
      }
      at = afterAscii(text, at + length);
    }
    return -1;
  }

  /** Nearly all bodies are ASCII and end here. */
  private static int afterAscii(byte[] text, int from) {
    int at = from;
    while (at + Long.BYTES <= text.length && ((long) EIGHT.get(text, at) & NOT_ASCII) == 0) {
      at += Long.BYTES;
    }
    while (at < text.length && text[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Bytes of a character beyond ASCII, 2 to 4; 0 when none begins here. */
  private static int characterLength(byte[] text, int at) {
    int first = text[at] & 0xFF;
    int length;
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    } else if (first < 0xE0) {
      length = 2;
    } else {
      length = first < 0xF0 ? 3 : 4;
    }
    if (at + length > text.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((text[at + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    int second = text[at + 1] & 0xFF;
    boolean allowed =
        switch (first) {
          case 0xE0 -> second >= 0xA0;
          case 0xED -> second < 0xA0;
          case 0xF0 -> second >= 0x90;
          case 0xF4 -> second < 0x90;
          default -> true;
        };
    return allowed ? length : 0;
  }
}
