package io.nightjar.serving.index;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * The rows of one context variant: for each user ordinal a list of item ordinals with scores, best
 * first. The user -1 is the row for users that the model does not know. Immutable once filled, and
 * then safe for use by many threads.
 *
 * <p>Eight bytes a user, beside the lists.
 */
public final class VariantIndex {
  private static final int SIZE_BITS = 24;

  /** The most items of one list. */
  static final int LARGEST_LIST = (1 << SIZE_BITS) - 2;

  /** Where the list of a user begins and its size, plus one; 0 for a user without a row. */
  private final LongBuffer rows;

  private final PackedLists lists;

  VariantIndex(ByteBuffer rows, PackedLists lists) {
    this.rows = rows.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    this.lists = lists;
  }

  /** Whether the table has a row for this user; it may be an empty list. */
  public boolean has(int user) {
    return rows.get(user + 1) != 0;
  }

  /** Number of items in a user's list. */
  public int size(int user) {
    long row = rows.get(user + 1);
    return row == 0 ? 0 : (int) (row & ((1 << SIZE_BITS) - 1)) - 1;
  }

  /** Ordinal of the item at {@code position} of a user's list, 0 being the best. */
  public int ordinal(int user, int position) {
    return lists.ordinal((rows.get(user + 1) >>> SIZE_BITS) + position);
  }

  /** Score of the item at {@code position} of a user's list. */
  public float score(int user, int position) {
    return lists.score((rows.get(user + 1) >>> SIZE_BITS) + position);
  }

  /** Number of rows. */
  public int rows() {
    int count = 0;
    for (int user = 0; user < rows.capacity(); user++) {
      count += rows.get(user) == 0 ? 0 : 1;
    }
    return count;
  }

  /** Adds the row of a user whose list is in its place; false if the user has one already. */
  boolean add(int user, long place, int size) {
    if (rows.get(user + 1) != 0) {
      return false;
    }
    rows.put(user + 1, (place << SIZE_BITS) | (size + 1));
    return true;
  }
}
