package io.nightjar.shared.scoring;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The formula of the product: logit s_i = s_u + s_c, score p_i = exp(s_i) / Σ_j exp(s_j).
 *
 * <p>Holds the items of one model. Immutable and safe for use by many threads; scratch memory is
 * allocated per call: some 12 KB to recommend.
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
    return recommend(query, n, null);
  }

  /**
   * The best of some items of the catalogue, scores over the whole catalogue all the same.
   *
   * @param n how many are wanted; fewer come back when fewer are allowed
   * @param allowed the items that may be listed; null for all
   * @throws IllegalArgumentException if a logit is not finite, or {@code query} or {@code allowed}
   *     do not fit the catalogue
   */
  public ScoredItems recommend(QueryVector query, int n, AllowedItems allowed) {
    return recommend(Kernels.active(), query, n, allowed);
  }

  ScoredItems recommend(Kernel kernel, QueryVector query, int n, AllowedItems allowed) {
    check(query, n, allowed);
    int wanted = Math.min(n, allowed == null ? items() : allowed.size());
    if (!isSurelyFinite(query)) {
      return recommendExactly(query, wanted, allowed);
    }
    return SplitScan.of(packed, () -> new CatalogueScan(kernel, packed, query, wanted, allowed))
        .ranked();
  }

  private void check(QueryVector query, int n, AllowedItems allowed) {
    if (n < 0) {
      throw new IllegalArgumentException("n must not be negative: " + n);
    }
    if (query.dimension() != dimension()) {
      throw new IllegalArgumentException(
          "query must have " + dimension() + " values: " + query.dimension());
    }
    if (allowed != null && allowed.items() != items()) {
      throw new IllegalArgumentException(
          "allowed items must be of a catalogue of " + items() + ": " + allowed.items());
    }
  }

  private boolean isSurelyFinite(QueryVector query) {
    return packed.bound(norm(query.user())) < PackedItems.LARGEST_BOUND
        && (!query.hasContext() || packed.bound(norm(query.context())) < PackedItems.LARGEST_BOUND);
  }

  private static double norm(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  /** The slow way, for embeddings so long that a logit may overflow and must be refused. */
  private ScoredItems recommendExactly(QueryVector query, int wanted, AllowedItems allowed) {
    float[] logits = logits(query);
    LogPartition partition = new LogPartition();
    partition.addAll(logits, items());
    TopN top = new TopN(wanted);
    for (int item = 0; item < items(); item++) {
      if (allowed == null || allowed.contains(item)) {
        top.offer(item, logits[item]);
      }
    }
    return ScoredItems.of(top, partition.value());
  }

  /**
   * Ranks given candidates, scores over these candidates only; they sum to 1.
   *
   * @param candidates item ordinals, each at most once; may be empty
   */
  public ScoredItems rank(QueryVector query, int[] candidates) {
    float[] logits = new float[candidates.length];
    items.dots(candidates, query.user(), logits);
    if (query.hasContext()) {
      float[] context = new float[candidates.length];
      items.dots(candidates, query.context(), context);
      addContext(logits, context, logits, logits.length);
    }
    LogPartition partition = new LogPartition();
    partition.addAll(logits, logits.length);
    long[] keys = new long[candidates.length];
    for (int i = 0; i < keys.length; i++) {
      // Best first is least first.
      keys[i] = ~RankKey.of(logits[i], candidates[i]);
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ~keys[i];
    }
    return ScoredItems.of(keys, partition.value());
  }
}
