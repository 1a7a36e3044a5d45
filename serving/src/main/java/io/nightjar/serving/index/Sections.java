package io.nightjar.serving.index;

import java.nio.ByteBuffer;
import java.util.SortedMap;

/** The memory that packed tables lie in: buffers by name, little-endian. */
public interface Sections {
  /** The most bytes of one section. */
  long LARGEST = 1L << 30;

  /**
   * Makes a section, filled with zeros.
   *
   * @param bytes at most {@link #LARGEST}
   */
  ByteBuffer add(String name, long bytes);

  /** All sections. */
  SortedMap<String, ByteBuffer> all();
}
