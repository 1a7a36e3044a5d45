package io.nightjar.serving.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Small numbers as Parquet writes levels, and the entries of a dictionary: runs of one number, and
 * stretches of numbers packed in a few bits each. Many are decoded at once. Not thread-safe.
 *
 * <p>The form is "RLE / bit-packing hybrid" of the <a
 * href="https://parquet.apache.org/docs/file-format/data-pages/encodings/">encodings of
 * Parquet</a>.
 */
final class RunLengths {
  private static final int PACKED_TOGETHER = 8;

  private final ByteBuffer bytes;
  private final int bitWidth;

  /** How many numbers are left of a run. */
  private int runLeft;

  private int runNumber;

  /** How many are left of a packed stretch, and where its bytes end. */
  private long packedLeft;

  private long packedEnd;

  /** Bits of the stretch that were read and not used, the next one lowest. */
  private long bits;

  private int bitsLeft;

  private RunLengths(ByteBuffer bytes, int bitWidth) {
    if (bitWidth < 0 || bitWidth > Integer.SIZE) {
      throw new ParquetDecodingException("numbers must have 0 to 32 bits: " + bitWidth);
    }
    this.bytes = bytes == null ? null : bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.bitWidth = bitWidth;
  }

  /** Levels up to {@code most}, of which no bytes exist when that is 0. */
  static RunLengths levels(ByteBuffer bytes, int most) {
    return new RunLengths(bytes, BytesUtils.getWidthFromMaxInt(most));
  }

  /** Entries of a dictionary, which follow a byte that says how many bits they have. */
  static RunLengths entries(ByteBufferInputStream in) throws IOException {
    int bitWidth = in.available() == 0 ? 0 : in.read();
    return new RunLengths(in.slice(in.available()), bitWidth);
  }

  /**
   * Decodes the next numbers.
   *
   * @throws ParquetDecodingException if there are not so many
   */
  void read(int[] numbers, int count) {
    if (bitWidth == 0) {
      Arrays.fill(numbers, 0, count, 0);
      return;
    }
    int at = 0;
    while (at < count) {
      if (runLeft > 0) {
        int some = Math.min(runLeft, count - at);
        Arrays.fill(numbers, at, at + some, runNumber);
        runLeft -= some;
        at += some;
      } else if (packedLeft > 0) {
        int some = (int) Math.min(packedLeft, count - at);
        unpack(numbers, at, some);
        packedLeft -= some;
        at += some;
      } else {
        begin();
      }
    }
  }

  private void begin() {
    int header = header();
    if ((header & 1) == 0) {
      runLeft = header >>> 1;
      runNumber = 0;
      for (int bit = 0; bit < bitWidth; bit += Byte.SIZE) {
        runNumber |= next() << bit;
      }
    } else {
      packedLeft = (long) (header >>> 1) * PACKED_TOGETHER;
      packedEnd = Math.min(bytes.limit(), bytes.position() + (long) (header >>> 1) * bitWidth);
      bits = 0;
      bitsLeft = 0;
    }
  }

  /** Seven bits in a byte, lowest first, as long as the eighth is set. */
  private int header() {
    int header = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      int part = next();
      header |= (part & 0x7F) << shift;
      if (part < 0x80) {
        return header;
      }
    }
    throw new ParquetDecodingException("the length of a run has more than 32 bits");
  }

  private int next() {
    if (!bytes.hasRemaining()) {
      throw new ParquetDecodingException("a page ends before its levels or entries do");
    }
    return bytes.get() & 0xFF;
  }

  private void unpack(int[] numbers, int from, int count) {
    long mask = (1L << bitWidth) - 1;
    long ahead = bits;
    int left = bitsLeft;
    for (int at = from; at < from + count; at++) {
      if (left < bitWidth && packedEnd - bytes.position() >= Integer.BYTES) {
        ahead |= (bytes.getInt() & 0xFFFFFFFFL) << left;
        left += Integer.SIZE;
      }
      while (left < bitWidth) {
        ahead |= (long) next() << left;
        left += Byte.SIZE;
      }
      numbers[at] = (int) (ahead & mask);
      ahead >>>= bitWidth;
      left -= bitWidth;
    }
    bits = ahead;
    bitsLeft = left;
  }
}
