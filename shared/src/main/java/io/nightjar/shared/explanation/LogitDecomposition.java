package io.nightjar.shared.explanation;

import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.explanation.Explanation.Contribution;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One user's embedding written as a sum over the user's history, with which the logit of any item
 * splits into parts. Immutable.
 *
 * <p>Let x be the user's embedding and v_h, v_i those of items, all without their last coordinate,
 * whose product is the item's bias b_i. Then
 *
 * <pre>
 * x      = Σ_h a_h v_h + r
 * s_i    = b_i + s_c + Σ_h a_h (v_h · v_i) + r · v_i
 * </pre>
 *
 * for any coefficients a_h, which makes the second line exact. The coefficients are those, none
 * below zero, that minimise |x − Σ_h a_h v_h|² + λ Σ_h a_h², where λ is a tenth of the mean |v_h|².
 * That problem has one solution. What a history item adds to the logit is a_h (v_h · v_i).
 *
 * <p>Implementation note: Hu, Koren and Volinsky (Collaborative Filtering for Implicit Feedback
 * Datasets, ICDM 2008, section 5) explain ALS so; there the user's embedding is such a sum without
 * a remainder. This model is learnt by maximum likelihood, so the coefficients are found
 * afterwards. None is negative, because to have taken an item is no reason against what resembles
 * it. λ shares the credit among items that are alike.
 */
public final class LogitDecomposition {
  /** The most items that an explanation names. */
  public static final int MOST_NAMED = 3;

  /** The most items of a history that are looked at; callers give the newest first. */
  public static final int MOST_HISTORY = 100;

  private static final double RIDGE = 0.1;

  private final EmbeddingMatrix items;
  private final float[] user;
  private final float[] context;
  private final int[] history;
  private final double[] coefficients;

  private LogitDecomposition(
      EmbeddingMatrix items, float[] user, float[] context, int[] history, double[] coefficients) {
    this.items = items;
    this.user = user;
    this.context = context;
    this.history = history;
    this.coefficients = coefficients;
  }

  /**
   * Finds the coefficients of a user.
   *
   * @param user ordinal, or -1 for a user that the model does not know, to whom no history adds
   *     anything
   * @param variant a context that the model knows
   * @param history ordinals of items, distinct, at most {@value #MOST_HISTORY}; may be empty
   */
  public static LogitDecomposition of(
      EmbeddingModel model, int user, ContextVariant variant, int[] history) {
    if (history.length > MOST_HISTORY) {
      throw new IllegalArgumentException(
          "history must not have more than " + MOST_HISTORY + " items: " + history.length);
    }
    EmbeddingMatrix items = model.itemEmbeddings();
    float[] embedding = model.userEmbedding(user);
    return new LogitDecomposition(
        items,
        embedding,
        model.context().sum(variant),
        history.clone(),
        solve(items, embedding, history));
  }

  private static double[] solve(EmbeddingMatrix items, float[] user, int[] history) {
    int n = history.length;
    double[][] products = new double[n][n];
    double[] wanted = new double[n];
    double squares = 0;
    for (int row = 0; row < n; row++) {
      float[] vector = items.row(history[row]);
      wanted[row] = product(vector, user);
      for (int column = 0; column <= row; column++) {
        products[row][column] = product(vector, items, history[column]);
        products[column][row] = products[row][column];
      }
      squares += products[row][row];
    }
    return NonNegativeRidge.solve(products, wanted, RIDGE * squares / Math.max(n, 1));
  }

  /** Product without the last coordinate. */
  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int factor = 0; factor < a.length - 1; factor++) {
      sum += (double) a[factor] * b[factor];
    }
    return sum;
  }

  private static double product(float[] vector, EmbeddingMatrix items, int item) {
    double sum = 0;
    for (int factor = 0; factor < vector.length - 1; factor++) {
      sum += (double) vector[factor] * items.value(item, factor);
    }
    return sum;
  }

  /** Coefficient of the item at {@code position} of the history. */
  double coefficient(int position) {
    return coefficients[position];
  }

  /** The parts of an item's logit. */
  public Explanation explain(int item) {
    int dimension = items.dimension();
    float[] vector = items.row(item);
    float ofUser = items.dot(item, user);
    float ofContext = context == null ? 0f : items.dot(item, context);
    float logit = context == null ? ofUser : ofUser + ofContext;
    double sum = 0;
    List<Contribution> because = new ArrayList<>();
    for (int h = 0; h < history.length; h++) {
      double value = coefficients[h] * product(vector, items, history[h]);
      sum += value;
      if (value > 0) {
        because.add(new Contribution(history[h], value));
      }
    }
    because.sort(
        Comparator.comparingDouble(Contribution::value)
            .reversed()
            .thenComparingInt(Contribution::item));
    double popularity = (double) vector[dimension - 1] * user[dimension - 1];
    return new Explanation(
        logit,
        popularity,
        ofContext,
        sum,
        logit - popularity - ofContext - sum,
        because.subList(0, Math.min(MOST_NAMED, because.size())));
  }
}
