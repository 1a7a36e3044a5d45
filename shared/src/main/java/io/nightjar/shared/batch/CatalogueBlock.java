package io.nightjar.shared.batch;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;
import java.io.Serializable;
import java.lang.ref.SoftReference;

/**
 * A block of a catalogue, ready for scoring in a set of context variants.
 *
 * <p>Made once and sent to every process, whose threads share it: what follows from the items and
 * the contexts is computed by the first that needs it and kept, until memory runs short while
 * nobody scores with it. Safe for use by many threads.
 */
public final class CatalogueBlock implements Serializable {
  private static final long serialVersionUID = 1L;

  private final PackedItems items;
  private final float[][] contexts;
  private transient SoftReference<VariantLogits> variantLogits;

  /**
   * Packs the items of a block.
   *
   * @param embeddings the items of the block
   * @param firstOrdinal ordinal of row 0 of {@code embeddings}
   * @param contexts for each variant the sum of its context embeddings, null where no context takes
   *     part; at least one variant
   */
  public CatalogueBlock(EmbeddingMatrix embeddings, int firstOrdinal, float[][] contexts) {
    if (contexts.length == 0) {
      throw new IllegalArgumentException("contexts must not be empty");
    }
    this.items = PackedItems.shuffled(embeddings, firstOrdinal);
    this.contexts = contexts.clone();
  }

  /** Bytes that one item of a block takes in every process. */
  public static long bytesPerItem(int dimension, int variants) {
    return 4L * dimension + 4 + (variants > 1 ? VariantLogits.bytesPerItem(variants) : 0);
  }

  /** The items. */
  public PackedItems items() {
    return items;
  }

  /** Context variants. */
  public int variants() {
    return contexts.length;
  }

  /** Whether the one variant is that without context. */
  boolean isPlain() {
    return contexts.length == 1 && contexts[0] == null;
  }

  synchronized VariantLogits variantLogits() {
    VariantLogits logits = variantLogits == null ? null : variantLogits.get();
    if (logits == null) {
      logits = new VariantLogits(Kernels.active(), items, contexts);
      variantLogits = new SoftReference<>(logits);
    }
    return logits;
  }
}
