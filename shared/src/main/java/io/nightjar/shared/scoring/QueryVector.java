package io.nightjar.shared.scoring;

import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import java.util.Arrays;

/**
 * Who asks and in which circumstances: a user embedding and the sum of the context embeddings.
 *
 * <p>The two parts stay apart because a logit is the float sum of two chains, s_u + s_c: so a batch
 * job computes s_u once for all context variants and still gets the bits of a live request.
 * Immutable.
 */
public final class QueryVector {
  private final float[] user;
  private final float[] context;

  private QueryVector(float[] user, float[] context) {
    this.user = user;
    this.context = context;
  }

  /** A query without context. */
  public static QueryVector of(float[] user) {
    return new QueryVector(user.clone(), null);
  }

  /**
   * A query in context.
   *
   * @param user user embedding
   * @param context sum of the context embeddings, of the same length; null for no context
   */
  public static QueryVector of(float[] user, float[] context) {
    if (context == null) {
      return of(user);
    }
    if (user.length != context.length) {
      throw new IllegalArgumentException(
          "user and context must have one dimension: " + user.length + " and " + context.length);
    }
    return new QueryVector(user.clone(), context.clone());
  }

  /**
   * The query of a user of a model in a context.
   *
   * @param user ordinal, or -1 for a user that the model does not know
   */
  public static QueryVector of(EmbeddingModel model, int user, ContextVariant variant) {
    return of(model.userEmbedding(user), model.context().sum(variant));
  }

  /** Length of the vectors. */
  public int dimension() {
    return user.length;
  }

  /** Whether any context field takes part. */
  public boolean hasContext() {
    return context != null;
  }

  /** The published query q = w_u + Σ w_c, as one vector. */
  public float[] sum() {
    float[] sum = Arrays.copyOf(user, user.length);
    if (context != null) {
      for (int factor = 0; factor < sum.length; factor++) {
        sum[factor] += context[factor];
      }
    }
    return sum;
  }

  float[] user() {
    return user;
  }

  float[] context() {
    return context;
  }
}
