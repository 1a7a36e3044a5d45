package io.nightjar.shared.scoring;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;
import java.io.Serializable;

/**
 * The formula of the product: logit s_i = s_u + s_c, score p_i = exp(s_i) / Σ_j exp(s_j).
 *
 * <p>Holds the items of one model. Immutable and safe for use by many threads; scratch memory is
 * allocated per call, one float per item.
 */
public final class Scorer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EmbeddingMatrix items;
  private final PackedItems packed;

  /** Packs the item embeddings of a model; ordinals are the rows of {@code items}. */
  public Scorer(EmbeddingMatrix items) {
    this.items = items;
    this.packed = PackedItems.inOrder(items);
  }

  /** Number of items. */
  public int items() {
    return items.rows();
  }

  /** Length of the embeddings. */
  public int dimension() {
    return items.dimension();
  }

  /**
   * The whole catalogue's logits for one vector, by ordinal.
   *
   * @param vector a user embedding (gives s_u) or a sum of context embeddings (gives s_c)
   * @param logits receives them; at least {@link #logitsLength()} long, the rest is undefined
   */
  public void partLogits(float[] vector, float[] logits) {
    packed.logits(vector, logits);
  }

  /** Room that {@link #partLogits} needs. */
  public int logitsLength() {
    return packed.paddedItems();
  }

  /** Adds s_c to s_u in place: the logits of a variant. */
  public static void addContext(float[] logits, float[] contextLogits, float[] sum, int count) {
    for (int i = 0; i < count; i++) {
      sum[i] = logits[i] + contextLogits[i];
    }
  }

  /** All logits of a query, by ordinal; length {@link #items()} or a little more (padding). */
  public float[] logits(QueryVector query) {
    float[] logits = new float[logitsLength()];
    if (!query.hasContext()) {
      partLogits(query.user(), logits);
      return logits;
    }
    float[] context = new float[logitsLength()];
    packed.logits(
        Kernels.active(),
        new float[][] {query.user(), query.context()},
        new float[][] {logits, context});
    addContext(logits, context, logits, items());
    return logits;
  }

  /**
   * The best items of the whole catalogue, scores over the whole catalogue.
   *
   * @param n how many are wanted; fewer come back when the catalogue is smaller
   */
  public ScoredItems recommend(QueryVector query, int n) {
    float[] logits = logits(query);
    LogPartition partition = new LogPartition();
    partition.addAll(logits, items());
    TopN top = new TopN(Math.min(n, items()));
    top.offerAll(logits, items(), 0);
    return ranked(top, partition.value());
  }

  /**
   * Ranks given candidates, scores over these candidates only; they sum to 1.
   *
   * @param candidates item ordinals, each at most once; may be empty
   */
  public ScoredItems rank(QueryVector query, int[] candidates) {
    float[] logits = new float[candidates.length];
    TopN top = new TopN(candidates.length);
    for (int i = 0; i < candidates.length; i++) {
      logits[i] = logit(query, candidates[i]);
      top.offer(candidates[i], logits[i]);
    }
    LogPartition partition = new LogPartition();
    partition.addAll(logits, logits.length);
    return ranked(top, partition.value());
  }

  /** Logit of one item; the same bits as in {@link #logits}. */
  public float logit(QueryVector query, int item) {
    float logit = items.dot(item, query.user());
    return query.hasContext() ? logit + items.dot(item, query.context()) : logit;
  }

  private static ScoredItems ranked(TopN top, double logPartition) {
    int[] ordinals = new int[top.size()];
    float[] logits = new float[top.size()];
    int count = top.drain(ordinals, logits, 0);
    return ScoredItems.of(ordinals, logits, count, logPartition);
  }
}
