package io.nightjar.jobs.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/**
 * The bytes of a page in Parquet's own encodings (plain, and the hybrid of runs and packed bits;
 * see "Encodings" of the Parquet format). Grows as needed, is reused, not thread-safe.
 */
final class PageBytes {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1 << 16];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** What was put since the last {@link #clear}; valid until the next one. */
  BytesInput input() {
    return BytesInput.from(bytes, 0, size);
  }

  void putByte(int value) {
    require(1);
    bytes[size++] = (byte) value;
  }

  void putInt(int value) {
    require(4);
    INT.set(bytes, size, value);
    size += 4;
  }

  void putFloat(float value) {
    putInt(Float.floatToRawIntBits(value));
  }

  void putDouble(double value) {
    require(8);
    LONG.set(bytes, size, Double.doubleToRawLongBits(value));
    size += 8;
  }

  /** A plain byte string: its length, then its bytes. */
  void putString(byte[] string) {
    putInt(string.length);
    require(string.length);
    System.arraycopy(string, 0, bytes, size, string.length);
    size += string.length;
  }

  /** A length of four bytes before what another one holds: how levels stand in a page. */
  void putLevels(PageBytes levels) {
    putInt(levels.size);
    putAll(levels);
  }

  /** What another one holds. */
  void putAll(PageBytes other) {
    require(other.size);
    System.arraycopy(other.bytes, 0, bytes, size, other.size);
    size += other.size;
  }

  /** A run of the hybrid encoding: one value, {@code count} times; nothing for no times. */
  void putRun(int count, int value, int bitWidth) {
    if (count == 0) {
      return;
    }
    putVarint(count << 1);
    for (int bit = 0; bit < bitWidth; bit += 8) {
      putByte(value >>> bit);
    }
  }

  /**
   * A run of the hybrid encoding: values packed into {@code bitWidth} bits each, the rest zeros.
   */
  void putPacked(int[] values, int count, int bitWidth) {
    int groups = (count + 7) / 8;
    putVarint((groups << 1) | 1);
    require(groups * bitWidth + 8);
    long pending = 0;
    int bits = 0;
    for (int i = 0; i < count; i++) {
      pending |= (long) values[i] << bits;
      bits += bitWidth;
      while (bits >= 8) {
        bytes[size++] = (byte) pending;
        pending >>>= 8;
        bits -= 8;
      }
    }
    int packed = (count * bitWidth + 7) / 8;
    if (bits > 0) {
      bytes[size++] = (byte) pending;
    }
    int padding = groups * bitWidth - packed;
    Arrays.fill(bytes, size, size + padding, (byte) 0);
    size += padding;
  }

  private void putVarint(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      putByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    putByte(rest);
  }

  private void require(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }
}
