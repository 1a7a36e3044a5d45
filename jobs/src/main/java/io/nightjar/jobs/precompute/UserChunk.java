package io.nightjar.jobs.precompute;

import io.nightjar.jobs.parquet.EmbeddingRows;
import io.nightjar.shared.model.EmbeddingModel;
import org.apache.parquet.io.api.Binary;

/** Users that are scored and written together: ids and embeddings. Reused; not thread-safe. */
final class UserChunk {
  private final Binary[] ids;
  private final float[][] embeddings;
  private int size;

  /** Room for {@code capacity} users. */
  UserChunk(int capacity, int dimension) {
    this.ids = new Binary[capacity];
    this.embeddings = new float[capacity][dimension];
  }

  /** Bytes that a user takes. */
  static long bytesPerUser(int dimension) {
    return 4L * dimension + 100;
  }

  /**
   * Reads the next users.
   *
   * @param withUnknown whether the first is the user that the model does not know
   * @param wanted how many; there must be so many
   */
  void read(EmbeddingRows rows, boolean withUnknown, int wanted) {
    size = 0;
    if (withUnknown) {
      ids[0] = null;
      float[] unknown = EmbeddingModel.unknownUser(embeddings[0].length);
      System.arraycopy(unknown, 0, embeddings[0], 0, unknown.length);
      size = 1;
    }
    for (; size < wanted; size++) {
      if (!rows.next(embeddings[size])) {
        throw new IllegalStateException("users must be " + wanted + " more: " + size);
      }
      ids[size] = Binary.fromConstantByteArray(rows.id());
    }
  }

  int size() {
    return size;
  }

  Binary[] ids() {
    return ids;
  }

  float[][] embeddings() {
    return embeddings;
  }

  /** Id of a user as text, null for the user that the model does not know. */
  String id(int user) {
    return ids[user] == null ? null : ids[user].toStringUsingUTF8();
  }
}
