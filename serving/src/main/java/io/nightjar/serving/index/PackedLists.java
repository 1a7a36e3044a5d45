package io.nightjar.serving.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Lists of item ordinals with scores, of all context variants, in a few pairs of large buffers;
 * eight bytes an item. No list lies in two buffers. Immutable once filled.
 *
 * <p>A place is the number of an item among all: which buffer, and where in it.
 */
final class PackedLists {
  private static final String ORDINALS = "lists-ordinals-";
  private static final String SCORES = "lists-scores-";
  private static final int SEGMENT_BITS = 28;
  private static final int WITHIN = (1 << SEGMENT_BITS) - 1;

  /** The most items of one segment. */
  static final int SEGMENT = 1 << SEGMENT_BITS;

  private final IntBuffer[] ordinals;
  private final FloatBuffer[] scores;

  private PackedLists(Map<String, ByteBuffer> sections) {
    List<IntBuffer> ints = new ArrayList<>();
    List<FloatBuffer> floats = new ArrayList<>();
    while (sections.containsKey(ORDINALS + ints.size())) {
      ints.add(ordered(sections.get(ORDINALS + ints.size())).asIntBuffer());
      floats.add(ordered(sections.get(SCORES + floats.size())).asFloatBuffer());
    }
    ordinals = ints.toArray(new IntBuffer[0]);
    scores = floats.toArray(new FloatBuffer[0]);
  }

  private static ByteBuffer ordered(ByteBuffer section) {
    return section.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Makes room for segments of some items each. */
  static PackedLists allocate(Sections sections, List<Integer> segments) {
    for (int segment = 0; segment < segments.size(); segment++) {
      long bytes = 4L * segments.get(segment);
      sections.add(ORDINALS + segment, bytes);
      sections.add(SCORES + segment, bytes);
    }
    return of(sections.all());
  }

  /** The lists of sections that were filled before. */
  static PackedLists of(Map<String, ByteBuffer> sections) {
    return new PackedLists(sections);
  }

  /** Copies a list to a place; different places may be written by different threads. */
  void put(long place, int[] items, float[] itemScores, int size) {
    int segment = (int) (place >>> SEGMENT_BITS);
    int within = (int) place & WITHIN;
    ordinals[segment].put(within, items, 0, size);
    scores[segment].put(within, itemScores, 0, size);
  }

  int ordinal(long place) {
    return ordinals[(int) (place >>> SEGMENT_BITS)].get((int) place & WITHIN);
  }

  float score(long place) {
    return scores[(int) (place >>> SEGMENT_BITS)].get((int) place & WITHIN);
  }
}
