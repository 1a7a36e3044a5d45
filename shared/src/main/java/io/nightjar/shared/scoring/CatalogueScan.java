package io.nightjar.shared.scoring;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.PackedItems;
import java.util.Arrays;

/**
 * One query against a stretch of a catalogue: denominator and candidates.
 *
 * <p>Items are taken {@value #ITEMS} at a time. While the logits of such a tile lie in the cache,
 * one pass adds up their exponentials, in float relative to the greatest of the tile, and finds
 * those that reach the candidates' threshold. Tiles are added up in double. With a set of allowed
 * items the denominator still runs over all; where few are allowed, only they are compared.
 *
 * <p>All logits must be known to be finite. Holds about 10 KB of scratch memory; not thread-safe.
 */
final class CatalogueScan {
  /** Items of a tile: its logits take 4 KiB, and sums of so many floats stay accurate. */
  static final int ITEMS = 1024;

  private static final int PANELS = ITEMS / PackedItems.PANEL;

  /** From this share of allowed items on it is quicker to compare all. */
  private static final int DENSE = 8;

  private final Kernel kernel;
  private final PackedItems items;
  private final QueryVector query;
  private final AllowedItems allowed;
  private final Candidates candidates;
  private final LogPartition partition = new LogPartition();
  private final float[] logits;
  private final int[] hits;

  /**
   * A scan that has seen nothing.
   *
   * @param items packed in their order
   * @param n how many items are wanted
   * @param allowed null for all
   */
  CatalogueScan(Kernel kernel, PackedItems items, QueryVector query, int n, AllowedItems allowed) {
    this.kernel = kernel;
    this.items = items;
    this.query = query;
    this.allowed = allowed;
    int most = allowed == null ? items.items() : allowed.size();
    this.candidates = new Candidates(n, most);
    this.logits = new float[Math.min(ITEMS, items.paddedItems())];
    this.hits = new int[logits.length + PackedItems.PANEL];
  }

  /** Number of tiles that the items need. */
  static int tiles(PackedItems items) {
    return (items.panels() + PANELS - 1) / PANELS;
  }

  /** Sees the items of some tiles. */
  void scan(int fromTile, int toTile) {
    for (int tile = fromTile; tile < toTile; tile++) {
      int from = tile * PANELS;
      scanPanels(from, Math.min(from + PANELS, items.panels()));
    }
  }

  private void scanPanels(int from, int to) {
    int first = from * PackedItems.PANEL;
    int count = (to - from) * PackedItems.PANEL;
    multiply(from, to);
    // Padding counts as minus infinity.
    Arrays.fill(logits, Math.min(items.items() - first, count), count, Float.NEGATIVE_INFINITY);
    float max = kernel.max(logits, 0, count);
    partition.add(max, kernel.expSum(logits, 0, count, max));
    if (allowed == null || allowed.size(from, to) * DENSE >= count) {
      int found = kernel.atLeast(logits, 0, count, candidates.threshold(), hits);
      for (int i = 0; i < found; i++) {
        if (allowed == null || allowed.contains(first + hits[i])) {
          candidates.offer(logits[hits[i]], first + hits[i]);
        }
      }
    } else {
      offerAllowed(from, to);
    }
    candidates.tighten();
  }

  private void multiply(int from, int to) {
    int dimension = items.dimension();
    float[] user = query.user();
    float[] context = query.context();
    int at = 0;
    for (int panel = from; panel < to; panel++) {
      if (context == null) {
        kernel.product(items.panel(panel), dimension, user, logits, at);
      } else {
        kernel.productSum(items.panel(panel), dimension, user, context, logits, at);
      }
      at += PackedItems.PANEL;
    }
  }

  private void offerAllowed(int from, int to) {
    for (int panel = from; panel < to; panel++) {
      int at = (panel - from) * PackedItems.PANEL;
      for (long rest = allowed.panel(panel); rest != 0; rest &= rest - 1) {
        int lane = Long.numberOfTrailingZeros(rest);
        float logit = logits[at + lane];
        if (logit >= candidates.threshold()) {
          candidates.offer(logit, panel * PackedItems.PANEL + lane);
        }
      }
    }
  }

  /** Adds what {@code other} has seen of the same catalogue for the same query. */
  void merge(CatalogueScan other) {
    partition.merge(other.partition);
    candidates.merge(other.candidates);
  }

  /** The best items, scores over all items seen. */
  ScoredItems ranked() {
    return ScoredItems.of(candidates.best(), partition.value());
  }
}
