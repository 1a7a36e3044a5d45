package io.nightjar.serving.index;

import io.nightjar.serving.parquet.Pace;
import io.nightjar.shared.model.Ids;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Ids as UTF-8 in one buffer, with a hash table of their ordinals. Immutable.
 *
 * <p>An id takes its bytes, four for where it ends, and 8 to 16 in the open-addressing table, four
 * more where the ids do not come sorted; there is no object for it. A request's id is compared in
 * place, without being encoded first when it is ASCII.
 */
public final class PackedIds implements Ids {
  private static final String TEXT = "ids-text";
  private static final String ENDS = "ids-ends";
  private static final String SLOTS = "ids-slots";
  private static final String ORDER = "ids-order";

  private final ByteBuffer text;
  private final IntBuffer ends;

  /** One more than an ordinal, or 0. */
  private final IntBuffer slots;

  /** Ordinals by sorted id; null where they are so already. */
  private final IntBuffer order;

  private final int mask;

  private PackedIds(ByteBuffer text, IntBuffer ends, IntBuffer slots, IntBuffer order) {
    this.text = text;
    this.ends = ends;
    this.slots = slots;
    this.order = order;
    this.mask = slots.capacity() - 1;
  }

  /** The ids that {@link #fill} put into some sections. */
  static PackedIds of(Map<String, ByteBuffer> sections) {
    ByteBuffer order = sections.get(ORDER);
    return new PackedIds(
        sections.get(TEXT),
        ints(sections.get(ENDS)),
        ints(sections.get(SLOTS)),
        order == null ? null : ints(order));
  }

  private static IntBuffer ints(ByteBuffer section) {
    return section.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  /**
   * Numbers ids in their order.
   *
   * @param parts some ids each, one after the other
   * @param pace how fast
   * @throws IllegalArgumentException if an id occurs twice, or they are too many or too long
   */
  static PackedIds fill(Sections sections, Iterable<IdText> parts, Pace pace) {
    long bytes = 0;
    long count = 0;
    for (IdText part : parts) {
      bytes += part.bytes();
      count += part.size();
    }
    if (4 * count > Sections.LARGEST / 4) {
      throw new IllegalArgumentException(
          "ids must not be more than " + Sections.LARGEST / 16 + ": " + count);
    }
    ByteBuffer text = sections.add(TEXT, bytes);
    IntBuffer ends = ints(sections.add(ENDS, 4 * count));
    long length = Math.max(2, Long.highestOneBit(Math.max(1, count)) << 2);
    IntBuffer slots = ints(sections.add(SLOTS, 4 * length));
    int ordinal = 0;
    int end = 0;
    for (IdText part : parts) {
      part.copyTo(text, end);
      for (int id = 0; id < part.size(); id++) {
        ends.put(ordinal++, end + part.end(id));
      }
      end += part.bytes();
    }
    PackedIds ids = new PackedIds(text, ends, slots, null);
    boolean sorted = true;
    for (int id = 0; id < ordinal; id++) {
      ids.insert(id);
      pace.step();
      sorted &= id == 0 || ids.compare(id - 1, id) < 0;
    }
    if (!sorted) {
      ids.sort(ints(sections.add(ORDER, 4 * count)));
    }
    return of(sections.all());
  }

  private void sort(IntBuffer sorted) {
    Integer[] ordinals = new Integer[size()];
    Arrays.setAll(ordinals, place -> place);
    Arrays.sort(ordinals, this::compare);
    for (int place = 0; place < ordinals.length; place++) {
      sorted.put(place, ordinals[place]);
    }
  }

  /** Order of two ids by code point, which is that of their bytes. */
  private int compare(int ordinal, int other) {
    int at = start(ordinal);
    int otherAt = start(other);
    int length = ends.get(ordinal) - at;
    int otherLength = ends.get(other) - otherAt;
    for (int i = 0; i < Math.min(length, otherLength); i++) {
      int byByte = Byte.compareUnsigned(text.get(at + i), text.get(otherAt + i));
      if (byByte != 0) {
        return byByte;
      }
    }
    return Integer.compare(length, otherLength);
  }

  @Override
  public int sorted(int place) {
    return order == null ? place : order.get(place);
  }

  private void insert(int ordinal) {
    int start = start(ordinal);
    int length = ends.get(ordinal) - start;
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + text.get(start + i);
    }
    int slot = first(hash);
    for (int other = slots.get(slot) - 1; other >= 0; other = slots.get(slot) - 1) {
      int otherStart = start(other);
      if (ends.get(other) - otherStart == length && isSame(otherStart, start, length)) {
        throw new IllegalArgumentException("ids must be distinct: '" + id(ordinal) + "'");
      }
      slot = (slot + 1) & mask;
    }
    slots.put(slot, ordinal + 1);
  }

  /** Compares from the end, since ids of one making begin alike. */
  private boolean isSame(int start, int other, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (text.get(start + i) != text.get(other + i)) {
        return false;
      }
    }
    return true;
  }

  private int start(int ordinal) {
    return ordinal == 0 ? 0 : ends.get(ordinal - 1);
  }

  private int first(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ (mixed >>> 15)) & mask;
  }

  @Override
  public String id(int ordinal) {
    byte[] bytes = new byte[ends.get(ordinal) - start(ordinal)];
    text.get(start(ordinal), bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int size() {
    return ends.capacity();
  }

  @Override
  public int ordinal(String id) {
    int hash = 0;
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      if (c >= 0x80) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return ordinal(bytes, bytes.length);
      }
      hash = 31 * hash + c;
    }
    int slot = first(hash);
    for (int ordinal = slots.get(slot) - 1; ordinal >= 0; ordinal = slots.get(slot) - 1) {
      if (isAt(ordinal, id)) {
        return ordinal;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Ordinal of an id in UTF-8, -1 when unknown. */
  int ordinal(byte[] id, int length) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + id[i];
    }
    int slot = first(hash);
    for (int ordinal = slots.get(slot) - 1; ordinal >= 0; ordinal = slots.get(slot) - 1) {
      if (isAt(ordinal, id, length)) {
        return ordinal;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private boolean isAt(int ordinal, String ascii) {
    int start = start(ordinal);
    if (ends.get(ordinal) - start != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (text.get(start + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether an ordinal, which may be beyond the last, has this id in UTF-8. */
  boolean isAt(int ordinal, byte[] id, int length) {
    if (ordinal >= size()) {
      return false;
    }
    int start = start(ordinal);
    if (ends.get(ordinal) - start != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.get(start + i) != id[i]) {
        return false;
      }
    }
    return true;
  }
}
