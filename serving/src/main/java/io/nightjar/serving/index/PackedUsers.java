package io.nightjar.serving.index;

import io.nightjar.shared.vector.EmbeddingRows;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The users of a model, in the order of their table.
 *
 * @param ids their ids
 * @param embeddings by ordinal
 */
public record PackedUsers(PackedIds ids, EmbeddingRows embeddings) {
  /** The users of sections that were filled before. */
  public static PackedUsers of(Map<String, ByteBuffer> sections, int dimension) {
    PackedIds ids = PackedIds.of(sections);
    return new PackedUsers(ids, PackedEmbeddings.of(sections, dimension, ids.size()));
  }
}
