package io.nightjar.shared.batch;

import io.nightjar.shared.scoring.LogPartition;
import io.nightjar.shared.scoring.RankKey;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.scoring.TopN;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;

/**
 * The slow and simple way, for the rare list that the fast one leaves undecided: all logits of one
 * user in one variant, in double precision where they are summed.
 */
final class ExactScan {
  /** Logits may be as large without an overflow on the way. */
  static final double LARGEST = PackedItems.LARGEST_BOUND;

  private ExactScan() {}

  /** No |s_u| of the block is greater. */
  static double bound(CatalogueBlock block, QueryBlock queries, int user) {
    return block.items().bound(queries.norm(user));
  }

  /** No s_u of the block is greater. */
  static double greatest(CatalogueBlock block, QueryBlock queries, int user) {
    float[] embedding = queries.user(user);
    return block
        .items()
        .greatestLogit(queries.normBeforeLast(user), embedding[embedding.length - 1]);
  }

  /**
   * Adds the block to the partition of a list.
   *
   * @throws IllegalArgumentException if a logit is not finite
   */
  static void partition(CatalogueBlock block, float[] user, int variant, TopLists lists, int list) {
    LogPartition partition = new LogPartition();
    partition.addAll(logits(block, user, variant), block.items().items());
    lists.addPartition(list, partition.value());
  }

  /** Merges the block's items into a list. */
  static void top(CatalogueBlock block, float[] user, int variant, TopLists lists, int list) {
    PackedItems items = block.items();
    float[] logits = logits(block, user, variant);
    TopN top = new TopN(Math.min(lists.n(), lists.size(list) + items.items()));
    int at = list * lists.n();
    for (int rank = 0; rank < lists.size(list); rank++) {
      long key = lists.keys()[at + rank];
      top.offer(RankKey.ordinal(key), RankKey.logit(key));
    }
    for (int position = 0; position < items.items(); position++) {
      top.offer(items.ordinal(position), logits[position]);
    }
    int[] ordinals = new int[top.size()];
    float[] best = new float[top.size()];
    int size = top.drain(ordinals, best, 0);
    for (int rank = 0; rank < size; rank++) {
      lists.keys()[at + rank] = RankKey.of(best[rank], ordinals[rank]);
    }
    lists.setSize(list, size);
  }

  private static float[] logits(CatalogueBlock block, float[] user, int variant) {
    PackedItems items = block.items();
    float[] logits = new float[items.paddedItems()];
    items.logits(Kernels.active(), new float[][] {user}, new float[][] {logits});
    if (!block.isPlain()) {
      VariantLogits variants = block.variantLogits();
      float[] row = new float[items.items()];
      System.arraycopy(variants.rows(), variant * variants.stride(), row, 0, row.length);
      Scorer.addContext(logits, row, logits, items.items());
    }
    return logits;
  }
}
