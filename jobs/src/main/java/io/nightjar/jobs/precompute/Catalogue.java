package io.nightjar.jobs.precompute;

import io.nightjar.jobs.parquet.EmbeddingRows;
import io.nightjar.jobs.parquet.EmbeddingTable;
import io.nightjar.shared.batch.CatalogueBlock;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The items of a model, sent to every process: their ids, and their embeddings in one block or
 * several. The tasks of a process share what was sent; Spark moves blocks that are not in use to
 * the disk when memory is short.
 */
final class Catalogue implements AutoCloseable {
  private final List<Broadcast<CatalogueBlock>> blocks;
  private final Broadcast<ItemIds> ids;

  private Catalogue(List<Broadcast<CatalogueBlock>> blocks, Broadcast<ItemIds> ids) {
    this.blocks = blocks;
    this.ids = ids;
  }

  /**
   * Reads the items block by block, packs and sends each.
   *
   * @param contexts for each variant the sum of its context embeddings, null for none
   * @param blockItems items of a block
   */
  static Catalogue send(
      JavaSparkContext spark,
      EmbeddingTable table,
      float[][] contexts,
      int blockItems,
      Configuration configuration) {
    int items = Math.toIntExact(table.rows());
    ItemIds ids = new ItemIds(items);
    List<Broadcast<CatalogueBlock>> blocks = new ArrayList<>();
    try (EmbeddingRows rows = table.rows(0, configuration)) {
      for (int from = 0; from < items; from += blockItems) {
        float[][] embeddings = new float[Math.min(blockItems, items - from)][table.dimension()];
        for (float[] embedding : embeddings) {
          rows.next(embedding);
          ids.add(rows.id());
        }
        blocks.add(
            spark.broadcast(
                new CatalogueBlock(
                    EmbeddingMatrix.of(table.dimension(), embeddings), from, contexts)));
      }
    }
    return new Catalogue(blocks, spark.broadcast(ids));
  }

  List<Broadcast<CatalogueBlock>> blocks() {
    return blocks;
  }

  Broadcast<ItemIds> ids() {
    return ids;
  }

  /** Frees the memory in every process. */
  @Override
  public void close() {
    blocks.forEach(Broadcast::destroy);
    ids.destroy();
  }
}
