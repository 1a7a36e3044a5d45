package io.nightjar.serving.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sections in memory of the process outside the heap, which the collector so never looks through,
 * nor takes for a reason to work. It goes back to the system when nothing refers to a section any
 * more and a collection has seen that. Not thread-safe.
 *
 * <p>Together they may have as many bytes as {@code -XX:MaxDirectMemorySize} says, by default the
 * same as the heap; beyond, {@link #add} throws {@link OutOfMemoryError}.
 */
public final class DirectSections implements Sections {
  private final SortedMap<String, ByteBuffer> sections = new TreeMap<>();

  @Override
  public ByteBuffer add(String name, long bytes) {
    if (bytes > LARGEST) {
      throw new IllegalArgumentException(
          "section " + name + " must not have more than " + LARGEST + " bytes: " + bytes);
    }
    ByteBuffer section = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    sections.put(name, section);
    return section;
  }

  @Override
  public SortedMap<String, ByteBuffer> all() {
    return Collections.unmodifiableSortedMap(sections);
  }
}
