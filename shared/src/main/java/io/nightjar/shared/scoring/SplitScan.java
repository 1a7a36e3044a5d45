package io.nightjar.shared.scoring;

import io.nightjar.shared.vector.PackedItems;
import java.util.concurrent.RecursiveTask;
import java.util.function.Supplier;

/**
 * A {@link CatalogueScan} that is cut in pieces for the threads of the common fork-join pool when
 * the catalogue is too large for the cache, where one core alone cannot use up the memory's
 * bandwidth. How it is cut depends on the catalogue alone, so the same query gives the same bits.
 */
final class SplitScan extends RecursiveTask<CatalogueScan> {
  private static final long serialVersionUID = 1L;

  /** Bytes of a piece: some hundred microseconds, against some ten for handing it over. */
  private static final long PIECE = 8 << 20;

  private final transient Supplier<CatalogueScan> scans;
  private final int fromTile;
  private final int toTile;
  private final int pieces;

  private SplitScan(Supplier<CatalogueScan> scans, int fromTile, int toTile, int pieces) {
    this.scans = scans;
    this.fromTile = fromTile;
    this.toTile = toTile;
    this.pieces = pieces;
  }

  /**
   * Scans a whole catalogue and returns when that is done.
   *
   * @param scans gives fresh scans of {@code items}
   */
  static CatalogueScan of(PackedItems items, Supplier<CatalogueScan> scans) {
    long bytes = (long) items.paddedItems() * items.dimension() * Float.BYTES;
    int tiles = CatalogueScan.tiles(items);
    int pieces = bytes < 2 * PIECE ? 1 : (int) Math.min(tiles, bytes / PIECE);
    SplitScan whole = new SplitScan(scans, 0, tiles, pieces);
    return pieces == 1 ? whole.compute() : whole.invoke();
  }

  @Override
  protected CatalogueScan compute() {
    if (pieces == 1) {
      CatalogueScan scan = scans.get();
      scan.scan(fromTile, toTile);
      return scan;
    }
    int half = pieces / 2;
    int middle = fromTile + (int) ((long) (toTile - fromTile) * half / pieces);
    SplitScan right = new SplitScan(scans, middle, toTile, pieces - half);
    right.fork();
    CatalogueScan scan = new SplitScan(scans, fromTile, middle, half).compute();
    scan.merge(right.join());
    return scan;
  }
}
