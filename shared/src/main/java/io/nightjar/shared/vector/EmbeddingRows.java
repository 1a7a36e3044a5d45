package io.nightjar.shared.vector;

/** Embeddings by ordinal, all finite. Immutable and safe for use by many threads. */
public interface EmbeddingRows {
  /** Number of embeddings. */
  int rows();

  /** Length of every embedding. */
  int dimension();

  /** A fresh copy of one embedding, length {@link #dimension()}. */
  float[] row(int row);
}
