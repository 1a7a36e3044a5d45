package io.nightjar.jobs.train;

import io.nightjar.jobs.softmax.Learnt;
import io.nightjar.jobs.softmax.Verdict;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.io.Serializable;

/**
 * Embeddings as they are written: how sure the model may be, found on held-out interactions, is
 * folded into users and context values, and every user gets the constant coordinate.
 *
 * <p>Without context, users of few interactions have a factor of their own; with context the same
 * factor serves all, since a context value belongs to all users.
 */
final class FinalEmbeddings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Held-out choices that must speak for a factor of a group's own. */
  private static final int LEAST_CHOICES = 300;

  private final float[] users;
  private final int width;
  private final float[] userScales;

  private FinalEmbeddings(float[] users, int width, float[] userScales) {
    this.users = users;
    this.width = width;
    this.userScales = userScales;
  }

  /**
   * Of all users.
   *
   * @param events interactions of each user
   * @param verdict null for no last word
   */
  static FinalEmbeddings ofUsers(Learnt learnt, int[] events, Verdict verdict, boolean contextual) {
    float[] scales = new float[events.length];
    for (int user = 0; user < scales.length; user++) {
      scales[user] = verdict == null ? 1f : (float) scale(verdict, events[user], contextual);
    }
    return new FinalEmbeddings(learnt.users(), learnt.width(), scales);
  }

  private static double scale(Verdict verdict, int events, boolean contextual) {
    return contextual ? verdict.bestFactor() : verdict.factor(Verdict.group(events), LEAST_CHOICES);
  }

  /** The embedding of one user, the constant 1 last. */
  float[] user(int ordinal) {
    float[] embedding = new float[width + 1];
    for (int factor = 0; factor < width; factor++) {
      embedding[factor] = userScales[ordinal] * users[ordinal * width + factor];
    }
    embedding[width] = 1f;
    return embedding;
  }

  /** Of all items; nothing changes but that the mean bias becomes zero. */
  static EmbeddingMatrix items(Learnt learnt) {
    int dimension = learnt.width() + 1;
    double mean = 0;
    for (int item = 0; item < learnt.items().items(); item++) {
      mean += (double) learnt.items().value(item, learnt.width()) / learnt.items().items();
    }
    float[][] rows = new float[learnt.items().items()][dimension];
    for (int item = 0; item < rows.length; item++) {
      for (int factor = 0; factor < dimension; factor++) {
        rows[item][factor] = learnt.items().value(item, factor);
      }
      rows[item][learnt.width()] -= (float) mean;
    }
    return EmbeddingMatrix.of(dimension, rows);
  }

  /** Of all context values. */
  static EmbeddingMatrix contexts(Learnt learnt, Verdict verdict) {
    int dimension = learnt.width() + 1;
    float scale = verdict == null ? 1f : (float) verdict.bestFactor();
    float[][] rows = new float[learnt.contexts().length / dimension][dimension];
    for (int value = 0; value < rows.length; value++) {
      for (int factor = 0; factor < dimension; factor++) {
        float coordinate = learnt.contexts()[value * dimension + factor];
        rows[value][factor] = factor < learnt.width() ? scale * coordinate : coordinate;
      }
    }
    return EmbeddingMatrix.of(dimension, rows);
  }
}
