package io.nightjar.shared.batch;

import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A small random model; its arrays may be changed before it is scored. */
final class RandomModel {
  final float[][] items;
  final float[][] users;
  final float[][] contexts;
  final int dimension;
  private final String name;

  /** Variant 0 is that without context; logits are of order 1. */
  RandomModel(long seed, int items, int dimension, int users, int variants) {
    SplittableRandom random = new SplittableRandom(seed);
    this.name =
        String.format(
            "%d items x %d, %d users, %d variants, seed %d",
            items, dimension, users, variants, seed);
    this.dimension = dimension;
    this.items = rows(random, items, dimension, 2.0);
    this.users = rows(random, users, dimension, 4.0 / Math.sqrt(dimension));
    this.contexts = rows(random, variants, dimension, 1.0 / Math.sqrt(dimension));
    this.contexts[0] = null;
  }

  private RandomModel(RandomModel model, int user) {
    this.items = model.items;
    this.users = new float[][] {model.users[user]};
    this.contexts = model.contexts;
    this.dimension = model.dimension;
    this.name = "user " + user + " of " + model.name;
  }

  RandomModel only(int user) {
    return new RandomModel(this, user);
  }

  private static float[][] rows(SplittableRandom random, int count, int dimension, double scale) {
    float[][] rows = new float[count][dimension];
    for (float[] row : rows) {
      for (int factor = 0; factor < dimension; factor++) {
        row[factor] = (float) ((random.nextDouble() - 0.5) * scale);
      }
    }
    return rows;
  }

  TopLists score(int n, int blockSize) {
    TopLists lists = new TopLists(users.length, contexts.length, n);
    BatchScorer scorer = new BatchScorer(dimension, contexts.length, n);
    for (int from = 0; from < items.length; from += blockSize) {
      float[][] block = Arrays.copyOfRange(items, from, Math.min(items.length, from + blockSize));
      scorer.score(
          new CatalogueBlock(EmbeddingMatrix.of(dimension, block), from, contexts),
          users,
          users.length,
          lists);
    }
    return lists;
  }

  @Override
  public String toString() {
    return name;
  }
}
