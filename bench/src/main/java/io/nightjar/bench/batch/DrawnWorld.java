package io.nightjar.bench.batch;

import java.util.Random;

/**
 * Embeddings to measure with: factors of a normal distribution and, as the last coordinate, a bias
 * that falls like Zipf's law, as in a real catalogue. Always the same for the same shape.
 */
final class DrawnWorld {
  /** Users that a thread takes at a time: a multiple of what the scorer works on at a time. */
  static final int CHUNK = 384;

  private static final int CHUNKS = 10;

  final int dimension;
  final float[][] items;
  final float[][][] chunks = new float[CHUNKS][][];
  final float[][] contexts;

  /** Draws {@code items} items and contexts for {@code variants} variants, the first empty. */
  DrawnWorld(int items, int dimension, int variants) {
    this.dimension = dimension;
    Random random = new Random(1);
    this.items = draw(random, items, 1 / Math.sqrt(dimension));
    for (float[] item : this.items) {
      item[dimension - 1] = (float) -Math.log(1.0 + random.nextInt(items));
    }
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      chunks[chunk] = draw(random, CHUNK, 1);
      for (float[] user : chunks[chunk]) {
        user[dimension - 1] = 1;
      }
    }
    contexts = draw(random, variants, 0.25);
    for (float[] context : contexts) {
      context[dimension - 1] = 0;
    }
    contexts[0] = null;
  }

  private float[][] draw(Random random, int rows, double deviation) {
    float[][] drawn = new float[rows][dimension];
    for (float[] row : drawn) {
      for (int factor = 0; factor < dimension; factor++) {
        row[factor] = (float) (deviation * random.nextGaussian());
      }
    }
    return drawn;
  }
}
