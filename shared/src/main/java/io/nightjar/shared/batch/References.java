package io.nightjar.shared.batch;

import io.nightjar.shared.vector.Kernel;

/**
 * What is subtracted from the logits s_u of each user before they are exponentiated: the greatest
 * of the first tile, usually within a few units of the greatest of all.
 *
 * <p>Where embeddings are so long that it might be far off, the greatest is followed from tile to
 * tile, and {@link #held} tells at the end whether the exponentials meant anything.
 */
final class References {
  /** The kernel's exponentials end at 88; sums of them need room. */
  private static final float ROOM = 70f;

  private final Kernel kernel;
  private final float[] references;
  private final float[] greatest;
  private final boolean[] followed;

  References(Kernel kernel, int users) {
    this.kernel = kernel;
    this.references = new float[users];
    this.greatest = new float[users];
    this.followed = new boolean[users];
  }

  /**
   * Takes the first tile.
   *
   * @param bound no logit of the user is greater
   */
  void start(int user, Tile tile, double bound) {
    float max = kernel.max(tile.logits(), tile.row(user), tile.padded());
    references[user] = max;
    greatest[user] = max;
    followed[user] = !(bound - max < ROOM);
  }

  void use(int user, Tile tile) {
    if (followed[user]) {
      float max = kernel.max(tile.logits(), tile.row(user), tile.padded());
      greatest[user] = Math.max(greatest[user], max);
    }
  }

  float of(int user) {
    return references[user];
  }

  /** Those of all users. Read only. */
  float[] all() {
    return references;
  }

  /** Whether no logit was too far above the reference. */
  boolean held(int user) {
    return greatest[user] - references[user] < ROOM;
  }
}
