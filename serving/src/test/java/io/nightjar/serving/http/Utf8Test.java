package io.nightjar.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final CharsetDecoder STRICT = StandardCharsets.UTF_8.newDecoder();

  private static boolean javaReads(byte[] text) {
    STRICT.reset();
    CharBuffer out = CharBuffer.allocate(text.length);
    return !STRICT.decode(ByteBuffer.wrap(text), out, true).isError();
  }

  private static void assertAsJava(byte[] text) {
    boolean right = Utf8.firstWrong(text) < 0;
    if (right != javaReads(text)) {
      throw new AssertionError(Arrays.toString(text) + " is taken for right: " + right);
    }
  }

  @Test
  void allPairsOfBytesBeforeEveryThirdAndFourthAreAsJavaReadsThem() {
    int[] later = {'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
    for (int pair = 0; pair < 1 << 16; pair++) {
      byte first = (byte) (pair >> 8);
      byte second = (byte) pair;
      assertAsJava(new byte[] {first, second});
      if (first < 0) {
        for (int third : later) {
          assertAsJava(new byte[] {first, second, (byte) third});
          assertAsJava(new byte[] {first, second, (byte) third, (byte) 0x80});
          assertAsJava(new byte[] {first, second, (byte) third, 'a'});
        }
      }
    }
  }

  @Test
  void mistakesAreFoundWhereverTheyStand() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.appendCodePoint("a{é€😀".codePointAt(random.nextInt(5)));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertAsJava(bytes);
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        assertAsJava(bytes);
      }
    }
  }

  @Test
  void thePositionIsThatOfTheFirstByte() {
    byte[] text = "0123456789é".getBytes(StandardCharsets.UTF_8);
    assertThat(Utf8.firstWrong(text)).isEqualTo(-1);
    text[11] = 'x';
    assertThat(Utf8.firstWrong(text)).isEqualTo(10);
    assertThat(Utf8.firstWrong(new byte[0])).isEqualTo(-1);
  }
}
