package io.nightjar.jobs.demo;

/** The parameters of the truth: vectors of users and films in one small space. Immutable. */
final class Tastes {
  /** Coordinates beside the genres: what makes films alike without having a name. */
  static final int LATENT = 4;

  /** Length of every vector: the genres, then the latent coordinates. */
  static final int DIMENSION = Genres.COUNT + LATENT;

  private final double[][] users;
  private final double[][] items;
  private final double[] popularity;

  /** Keeps the arrays, which the caller must not change any more. */
  Tastes(double[][] users, double[][] items, double[] popularity) {
    this.users = users;
    this.items = items;
    this.popularity = popularity;
  }

  /** Logit of an item for a user without context. */
  double logit(int user, int item) {
    double logit = popularity[item];
    for (int factor = 0; factor < DIMENSION; factor++) {
      logit += users[user][factor] * items[item][factor];
    }
    return logit;
  }

  /** What a circumstance adds to the logit of an item. */
  double effect(Circumstance value, int item) {
    double effect = 0;
    for (int genre = 0; genre < Genres.COUNT; genre++) {
      effect += value.effect(genre) * items[item][genre];
    }
    return effect;
  }
}
