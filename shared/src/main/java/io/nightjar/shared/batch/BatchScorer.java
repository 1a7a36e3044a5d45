package io.nightjar.shared.batch;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;

/**
 * Scores users against a catalogue, block by block: exact softmax denominators and the exact best
 * n, in all context variants.
 *
 * <p>Users are taken some dozens at a time and items {@value Tile#ITEMS} at a time. The logits of
 * such a tile are one blocked matrix product; while they lie in the cache, one pass adds up their
 * exponentials and one collects those above the user's threshold. Thresholds are speculative: order
 * statistics of the items seen so far, which come in random order; a list that ends with too few
 * candidates is computed again in full. What a user gets depends neither on the other users nor on
 * how they are cut; ids and order do not depend on the blocks of items either, and log-partitions
 * only in their rounding (1e-6).
 *
 * <p>Holds {@link #scratchBytes} of scratch memory. Not thread-safe: one for each task.
 */
public final class BatchScorer {
  /** Lists that are worked on at a time: their candidates should stay in the cache. */
  private static final int LISTS = 768;

  private static final int MOST_USERS = 192;

  private final int users;
  private final int variants;
  private final int n;
  private final Kernel kernel;
  private final QueryBlock queries;
  private final Tile tile;
  private final Epilogue plain;
  private final Epilogue inVariants;

  /**
   * A scorer.
   *
   * @param dimension of the embeddings
   * @param variants context variants, that without context included
   * @param n items wanted for each user and variant
   */
  public BatchScorer(int dimension, int variants, int n) {
    this(Kernels.active(), dimension, variants, n);
  }

  BatchScorer(Kernel kernel, int dimension, int variants, int n) {
    this.kernel = kernel;
    this.users = usersAtATime(variants);
    this.variants = variants;
    this.n = n;
    this.queries = new QueryBlock(dimension, users);
    this.tile = new Tile(users);
    this.plain = variants == 1 ? new PlainEpilogue(kernel, users, n) : null;
    this.inVariants = new VariantEpilogue(kernel, users, variants, n);
  }

  private static int usersAtATime(int variants) {
    int whole = LISTS / variants / Kernel.QUAD * Kernel.QUAD;
    return Math.min(MOST_USERS, Math.max(Kernel.QUAD, whole));
  }

  /** Users that are worked on at a time: cutting users into multiples of it costs nothing. */
  public int usersAtATime() {
    return users;
  }

  /** About how many bytes a scorer holds. */
  public static long scratchBytes(int dimension, int variants, int n) {
    int users = usersAtATime(variants);
    return users
        * (4L * dimension + 4L * Tile.ITEMS + variants * (CandidateLists.bytesPerList(n) + 8));
  }

  /** As {@link #score(CatalogueBlock, float[][], int, int, TopLists)}, from user 0 on. */
  public void score(CatalogueBlock block, float[][] embeddings, int count, TopLists lists) {
    score(block, embeddings, 0, count, lists);
  }

  /**
   * Scores users against one block of items and merges the results with those of earlier blocks.
   *
   * @param embeddings of the users; those from {@code first} to before {@code end} are scored
   * @param lists gets the results of user i in its place i
   * @throws IllegalArgumentException if shapes do not match or a logit is not finite; the lists of
   *     the users scored so far are then merged, the others not
   */
  public void score(
      CatalogueBlock block, float[][] embeddings, int first, int end, TopLists lists) {
    check(block, end, lists);
    if (block.items().items() == 0) {
      return;
    }
    Epilogue epilogue = block.isPlain() ? plain : inVariants;
    for (int from = first; from < end; from += users) {
      queries.load(embeddings, from, Math.min(users, end - from));
      score(block, epilogue, lists, from);
    }
  }

  private void check(CatalogueBlock block, int count, TopLists lists) {
    if (block.items().dimension() != queries.dimension()) {
      throw new IllegalArgumentException(
          "items must have " + queries.dimension() + " factors: " + block.items().dimension());
    }
    if (block.variants() != variants || lists.variants() != variants) {
      throw new IllegalArgumentException(
          "there must be "
              + variants
              + " variants: "
              + block.variants()
              + " in the block, "
              + lists.variants()
              + " in the lists");
    }
    if (lists.n() != n || count > lists.users()) {
      throw new IllegalArgumentException(
          "lists must hold "
              + n
              + " items for "
              + count
              + " users: "
              + lists.n()
              + " for "
              + lists.users());
    }
  }

  private void score(CatalogueBlock block, Epilogue epilogue, TopLists lists, int firstUser) {
    PackedItems items = block.items();
    int tiles = Tile.tiles(items);
    for (int i = 0; i < tiles; i++) {
      tile.compute(kernel, items, queries, i);
      if (i == 0) {
        epilogue.start(block, queries, tile, lists, firstUser);
      }
      epilogue.use(tile);
      if (i > 0 && isPowerOfFour(i + 1) && i + 1 < tiles) {
        epilogue.tighten((i + 1) * Tile.ITEMS);
      }
    }
    epilogue.finish();
  }

  private static boolean isPowerOfFour(int number) {
    return Integer.bitCount(number) == 1 && Integer.numberOfTrailingZeros(number) % 2 == 0;
  }
}
