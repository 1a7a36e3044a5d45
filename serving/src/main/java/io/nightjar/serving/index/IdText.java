package io.nightjar.serving.index;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Ids in UTF-8, one behind the other, as they are read. Not thread-safe. */
final class IdText {
  private byte[] text = new byte[1 << 16];
  private int[] ends = new int[1 << 12];
  private int bytes;
  private int size;

  /** Adds the first {@code length} bytes of {@code id}. */
  void add(byte[] id, int length) {
    if (bytes + length > text.length) {
      text = Arrays.copyOf(text, Math.max(2 * text.length, bytes + length));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    System.arraycopy(id, 0, text, bytes, length);
    bytes += length;
    ends[size++] = bytes;
  }

  /** Number of ids. */
  int size() {
    return size;
  }

  /** Length of all. */
  int bytes() {
    return bytes;
  }

  /** Where an id ends. */
  int end(int id) {
    return ends[id];
  }

  void copyTo(ByteBuffer target, int at) {
    target.put(at, text, 0, bytes);
  }
}
