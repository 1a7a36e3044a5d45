package io.nightjar.bench;

import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.Random;

/** Random embeddings with biases that fall like Zipf's law, as in a real catalogue. */
final class RandomCatalogue {
  private final int dimension;
  private final float[][] rows;
  private final Random random = new Random(1);

  private RandomCatalogue(int items, int dimension) {
    this.dimension = dimension;
    this.rows = new float[items][dimension];
    for (float[] row : rows) {
      for (int factor = 0; factor < dimension - 1; factor++) {
        row[factor] = (float) (random.nextGaussian() / 8);
      }
      row[dimension - 1] = (float) -Math.log(1.0 + random.nextInt(items));
    }
  }

  /**
   * A catalogue.
   *
   * @param size items × factors, such as 1000x64
   */
  static RandomCatalogue of(String size) {
    String[] parts = size.split("x", -1);
    return new RandomCatalogue(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  /** The items. Not a copy. */
  float[][] rows() {
    return rows;
  }

  /** The items. */
  EmbeddingMatrix matrix() {
    return EmbeddingMatrix.of(dimension, rows);
  }

  /** Users, the last factor of each 1. */
  float[][] users(int count) {
    float[][] users = new float[count][];
    for (int user = 0; user < count; user++) {
      users[user] = vector(1);
      users[user][dimension - 1] = 1;
    }
    return users;
  }

  /** A sum of context embeddings. */
  float[] context() {
    return vector(0.25);
  }

  private float[] vector(double scale) {
    float[] vector = new float[dimension];
    for (int factor = 0; factor < dimension - 1; factor++) {
      vector[factor] = (float) (random.nextGaussian() * scale);
    }
    return vector;
  }
}
