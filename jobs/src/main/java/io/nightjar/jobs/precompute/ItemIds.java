package io.nightjar.jobs.precompute;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;

/**
 * The ids of a catalogue by ordinal, as UTF-8 bytes one after the other: two arrays, quick to send.
 * Safe for use by many threads once it is filled.
 */
final class ItemIds implements Serializable {
  private static final long serialVersionUID = 1L;

  private byte[] bytes = new byte[1 << 10];
  private final int[] ends;
  private int size;
  private transient Binary[] binaries;

  /** Room for {@code capacity} ids. */
  ItemIds(int capacity) {
    this.ends = new int[capacity];
  }

  /** Adds the id of the next ordinal. */
  void add(byte[] id) {
    int from = size == 0 ? 0 : ends[size - 1];
    int end = Math.addExact(from, id.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length + (bytes.length >> 1)));
    }
    System.arraycopy(id, 0, bytes, from, id.length);
    ends[size++] = end;
  }

  /** The ids as Parquet wants them; made once in every process and kept. Not a copy: read only. */
  synchronized Binary[] binaries() {
    if (binaries == null) {
      Binary[] made = new Binary[size];
      for (int ordinal = 0; ordinal < size; ordinal++) {
        int from = ordinal == 0 ? 0 : ends[ordinal - 1];
        made[ordinal] = Binary.fromConstantByteArray(bytes, from, ends[ordinal] - from);
      }
      binaries = made;
    }
    return binaries;
  }
}
