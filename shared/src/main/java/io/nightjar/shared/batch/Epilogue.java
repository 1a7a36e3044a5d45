package io.nightjar.shared.batch;

/**
 * What becomes of the logits of a tile: sums of exponentials and candidates, for each user of a
 * block. One object per scorer; {@link BatchScorer} calls the methods in the order in which they
 * stand here.
 */
interface Epilogue {
  /** Starts on a block of items with its first tile, which is computed. */
  void start(CatalogueBlock block, QueryBlock queries, Tile tile, TopLists lists, int firstUser);

  /** Uses a tile, the first included. */
  void use(Tile tile);

  /** Raises the thresholds after {@code seen} items of the block. */
  void tighten(int seen);

  /** Merges the best items and the denominators into the lists. */
  void finish();
}
