package io.nightjar.serving.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sections on the heap. Not thread-safe. */
public final class HeapSections implements Sections {
  private final SortedMap<String, ByteBuffer> sections = new TreeMap<>();

  @Override
  public ByteBuffer add(String name, long bytes) {
    if (bytes > LARGEST) {
      throw new IllegalArgumentException(
          "section " + name + " must not have more than " + LARGEST + " bytes: " + bytes);
    }
    ByteBuffer section = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    sections.put(name, section);
    return section;
  }

  @Override
  public SortedMap<String, ByteBuffer> all() {
    return Collections.unmodifiableSortedMap(sections);
  }
}
