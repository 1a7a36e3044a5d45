package io.nightjar.shared.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made of others, each by a few random changes. The same seed makes the same inputs. */
public final class Mutations {
  private static final List<String> WORDS =
      List.of(
          "\"",
          "\\",
          "\\u0000",
          "\\ud800",
          "{",
          "}",
          "[",
          "]",
          "null",
          "-1",
          "1e999",
          "NaN",
          "%",
          "%00",
          "%zz",
          ",",
          ";",
          "/",
          "$",
          "(",
          ")",
          "AND",
          "NOT",
          "\r\n",
          "\0",
          "\uFFFF",
          "9223372036854775808",
          "0.1e-400",
          "*",
          "'",
          "=",
          "&",
          "+",
          " ",
          "AWS4-HMAC-SHA256");
  private static final int MAX_LENGTH = 1 << 16;

  private final Random random;
  private final List<byte[]> seeds;

  /** Inputs made of good ones. */
  public Mutations(long seed, List<byte[]> seeds) {
    this.random = new Random(seed);
    this.seeds = seeds;
  }

  /** The next input. */
  public byte[] next() {
    byte[] input = any();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes && input.length < MAX_LENGTH; i++) {
      input = changed(input);
    }
    return input;
  }

  private byte[] any() {
    return seeds.get(random.nextInt(seeds.size())).clone();
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int end = Math.min(input.length, at + random.nextInt(12));
    return switch (random.nextInt(8)) {
      case 0 -> joined(input, at, random(1 + random.nextInt(8)), at);
      case 1 -> joined(input, at, new byte[0], end);
      case 2 -> joined(input, at, word(), end);
      case 3 -> joined(input, at, endOfAny(), end);
      case 4 -> joined(input, at, repeated(input, at, end), at);
      case 5 -> Arrays.copyOf(input, at);
      default -> flipped(input, at);
    };
  }

  private byte[] endOfAny() {
    byte[] other = any();
    return Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length);
  }

  private byte[] flipped(byte[] input, int at) {
    if (at < input.length) {
      input[at] ^= (byte) (1 << random.nextInt(8));
    }
    return input;
  }

  private byte[] repeated(byte[] input, int from, int to) {
    byte[] part = from == to ? word() : Arrays.copyOfRange(input, from, to);
    byte[] all = new byte[part.length * (1 + random.nextInt(random.nextInt(20) == 0 ? 2000 : 20))];
    for (int i = 0; i < all.length; i++) {
      all[i] = part[i % part.length];
    }
    return all;
  }

  private byte[] word() {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The input up to a place, something else, and the input from another place on. */
  private static byte[] joined(byte[] input, int upTo, byte[] middle, int from) {
    byte[] all = Arrays.copyOf(input, upTo + middle.length + input.length - from);
    System.arraycopy(middle, 0, all, upTo, middle.length);
    System.arraycopy(input, from, all, upTo + middle.length, input.length - from);
    return all;
  }
}
