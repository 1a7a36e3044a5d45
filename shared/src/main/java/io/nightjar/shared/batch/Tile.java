package io.nightjar.shared.batch;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.PackedItems;
import java.util.Arrays;

/**
 * The logits s_u of a block of users with {@value #ITEMS} consecutive items. Padding counts as
 * minus infinity. Reused; not thread-safe.
 */
final class Tile {
  /** Items of a tile: a row of logits is 4 KiB, and sums of so many floats stay accurate. */
  static final int ITEMS = 1024;

  private static final int PANELS = ITEMS / PackedItems.PANEL;

  private final float[] logits;
  private int first;
  private int items;
  private int padded;

  Tile(int users) {
    this.logits = new float[users * ITEMS];
  }

  /** Number of tiles that the items need. */
  static int tiles(PackedItems items) {
    return (items.panels() + PANELS - 1) / PANELS;
  }

  /** Computes the logits of all users with the items of one tile. */
  void compute(Kernel kernel, PackedItems packed, QueryBlock queries, int tile) {
    int from = tile * PANELS;
    int to = Math.min(from + PANELS, packed.panels());
    first = from * PackedItems.PANEL;
    padded = (to - from) * PackedItems.PANEL;
    items = Math.min(packed.items() - first, padded);
    for (int panel = from; panel < to; panel++) {
      int column = (panel - from) * PackedItems.PANEL;
      for (int user = 0; user < queries.count(); user += Kernel.QUAD) {
        kernel.product(
            packed.panel(panel),
            packed.dimension(),
            queries.packed(),
            queries.query(user),
            logits,
            row(user) + column,
            ITEMS);
      }
    }
    if (items < padded) {
      for (int user = 0; user < queries.count(); user++) {
        Arrays.fill(logits, row(user) + items, row(user) + padded, Float.NEGATIVE_INFINITY);
      }
    }
  }

  float[] logits() {
    return logits;
  }

  /** Where a user's logits start. */
  int row(int user) {
    return user * ITEMS;
  }

  /** Position of the first item within its block. */
  int first() {
    return first;
  }

  /** Number of items. */
  int items() {
    return items;
  }

  /** Number of items, rounded up to whole panels. */
  int padded() {
    return padded;
  }
}
