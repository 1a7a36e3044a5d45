package io.nightjar.shared.batch;

import io.nightjar.shared.vector.Kernel;

/**
 * The user embeddings that are scored together, packed for the kernel: quads of {@link Kernel#QUAD}
 * queries, factor by factor. The last quad is padded with zeros. Reused; not thread-safe.
 */
final class QueryBlock {
  private final int dimension;
  private final float[] packed;
  private final float[][] users;
  private final double[] norms;
  private final double[] normsBeforeLast;
  private int count;

  /** Room for {@code capacity} users, a multiple of {@link Kernel#QUAD}. */
  QueryBlock(int dimension, int capacity) {
    this.dimension = dimension;
    this.packed = new float[Math.multiplyExact(capacity, dimension)];
    this.users = new float[capacity][];
    this.norms = new double[capacity];
    this.normsBeforeLast = new double[capacity];
  }

  /** Takes the users {@code from, …, from + count - 1}. */
  void load(float[][] embeddings, int from, int howMany) {
    count = howMany;
    for (int user = 0; user < count; user++) {
      load(user, embeddings[from + user]);
    }
    for (int user = count; user % Kernel.QUAD != 0; user++) {
      load(user, new float[dimension]);
    }
  }

  private void load(int user, float[] embedding) {
    if (embedding.length != dimension) {
      throw new IllegalArgumentException(
          "a user embedding must have " + dimension + " values: " + embedding.length);
    }
    int at = query(user) + user % Kernel.QUAD;
    double squares = 0;
    for (int factor = 0; factor < dimension - 1; factor++) {
      packed[at + factor * Kernel.QUAD] = embedding[factor];
      squares += (double) embedding[factor] * embedding[factor];
    }
    double last = embedding[dimension - 1];
    packed[at + (dimension - 1) * Kernel.QUAD] = (float) last;
    users[user] = embedding;
    normsBeforeLast[user] = Math.sqrt(squares);
    norms[user] = Math.sqrt(squares + last * last);
  }

  int dimension() {
    return dimension;
  }

  int count() {
    return count;
  }

  float[] packed() {
    return packed;
  }

  /** Where the quad of a user starts in {@link #packed}. */
  int query(int user) {
    return user / Kernel.QUAD * Kernel.QUAD * dimension;
  }

  float[] user(int user) {
    return users[user];
  }

  /** Euclidean length of a user's embedding; not finite when the embedding is not. */
  double norm(int user) {
    return norms[user];
  }

  /** The same of the embedding without its last value. */
  double normBeforeLast(int user) {
    return normsBeforeLast[user];
  }
}
