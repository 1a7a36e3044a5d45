package io.nightjar.bench.batch;

import io.nightjar.shared.batch.BatchScorer;
import io.nightjar.shared.batch.CatalogueBlock;
import io.nightjar.shared.batch.TopLists;

/** The whole kernel: softmax denominators and the best n, in all variants. */
final class FusedScorer implements ChunkScorer {
  private final CatalogueBlock block;
  private final BatchScorer scorer;
  private final TopLists lists;

  FusedScorer(CatalogueBlock block, int n) {
    this.block = block;
    this.scorer = new BatchScorer(block.items().dimension(), block.variants(), n);
    this.lists = new TopLists(DrawnWorld.CHUNK, block.variants(), n);
  }

  @Override
  public double score(float[][] users) {
    lists.clear();
    scorer.score(block, users, users.length, lists);
    return lists.logPartition(0, 0) + lists.ordinal(0, 0, 0);
  }
}
