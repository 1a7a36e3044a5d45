package io.nightjar.jobs.evaluate;

import io.nightjar.jobs.store.ModelReader;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.vector.PackedItems;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;

/**
 * A model as the queries meet it: its catalogue and its context. Users come with the queries.
 * Immutable, shared by the tasks of a process.
 */
final class AskedModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final IdMap ids;
  private final PackedItems items;
  private final ContextEmbeddings context;
  private final int[] ownOrdinals;

  /**
   * A model.
   *
   * @param reference ids by whose ordinals popularity is known
   */
  AskedModel(ModelReader.Items items, ContextEmbeddings context, IdMap reference) {
    this.ids = items.ids();
    this.items = PackedItems.inOrder(items.embeddings());
    this.context = context;
    this.ownOrdinals = new int[ids.size()];
    Arrays.setAll(ownOrdinals, ordinal -> reference.ordinal(ids.id(ordinal)));
  }

  PackedItems items() {
    return items;
  }

  int size() {
    return ids.size();
  }

  /** Whether queries in context differ from queries without. */
  boolean hasContext() {
    return !context.schema().fields().isEmpty();
  }

  /** Sum of the embeddings of a context, null where the model knows nothing of it. */
  float[] context(String key) {
    return context.sum(ContextVariant.parse(key));
  }

  /** The embedding to ask with for a user whom the model may not know. */
  float[] user(float[] known) {
    return known == null ? EmbeddingModel.unknownUser(items.dimension()) : known;
  }

  /** Ordinal of an item, -1 when the model does not know it. */
  int ordinal(String id) {
    return ids.ordinal(id);
  }

  /** Sorted ordinals of the items that the model knows. */
  int[] ordinals(Set<String> some) {
    return some.stream().mapToInt(ids::ordinal).filter(item -> item >= 0).sorted().toArray();
  }

  /** Ordinal of one of this model's items in the reference, -1 when that lacks it. */
  int referenceOrdinal(int ordinal) {
    return ownOrdinals[ordinal];
  }
}
