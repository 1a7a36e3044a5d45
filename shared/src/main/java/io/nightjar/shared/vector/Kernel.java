package io.nightjar.shared.vector;

/**
 * The inner loops of scoring, over plain float arrays.
 *
 * <p>Two implementations: {@link ScalarKernel}, plain Java, and {@code SimdKernel}, on the JDK's
 * Vector API. Logits ({@link #product}) have the same bits in both: each is one chain of fused
 * multiply-adds in factor order, see {@link ScalarKernel}. Sums of exponentials are added in
 * another order, so they agree within the bounds given below.
 *
 * <p>Implementations have no state and are safe for use by many threads. Lengths called "whole
 * panels" are multiples of {@link PackedItems#PANEL}. Arguments are not checked beyond the bounds
 * of the arrays: callers are {@link PackedItems}, the scorers and their tests.
 */
public interface Kernel {
  /** Queries, and variants, that are worked on at a time. */
  int QUAD = 4;

  /** The least argument that the exponentials tell from smaller ones; e to it is 1.6e-38. */
  float MIN_EXPONENT = -87f;

  /** What it is and how wide, for a log line. */
  String description();

  /**
   * Logits of {@value #QUAD} queries with the items of one panel.
   *
   * @param panel {@link PackedItems#PANEL} items, factor by factor
   * @param dimension factors of an item
   * @param queries {@value #QUAD} queries, factor by factor: {@code queries[query + factor × QUAD +
   *     k]}
   * @param query where they start
   * @param logits receives the logits: query k's at {@code at + k × stride}
   */
  void product(
      float[] panel, int dimension, float[] queries, int query, float[] logits, int at, int stride);

  /**
   * Logits of one query with the items of one panel.
   *
   * @param query its {@code dimension} factors
   * @param logits receives {@link PackedItems#PANEL} logits from {@code at} on
   */
  void product(float[] panel, int dimension, float[] query, float[] logits, int at);

  /**
   * Sums of the logits of two queries with the items of one panel: two chains and one addition, s_u
   * + s_c.
   *
   * @param logits receives {@link PackedItems#PANEL} sums from {@code at} on
   */
  void productSum(
      float[] panel, int dimension, float[] user, float[] context, float[] logits, int at);

  /**
   * Σ exp(logit − reference), each term within 4e-7 relative while the difference is in [-87, 88],
   * 2e-7 in [-16, 16]; below, a term counts as 1.6e-38 or less; above, the sum may be infinite or
   * mean nothing.
   *
   * @param count whole panels
   */
  float expSum(float[] logits, int from, int count, float reference);

  /**
   * exp(logit − reference) of each logit, as accurate as in {@link #expSum}.
   *
   * @param count whole panels
   */
  void exp(float[] logits, int from, int count, float reference, float[] powers, int at);

  /**
   * Adds the {@link #expSum} of some rows of a matrix, each with its own reference, to {@code
   * sums}.
   *
   * @param from where row 0 starts; row r starts at {@code from + r × stride}
   * @param count whole panels of a row
   * @param references of the rows, from index 0
   * @param sums of the rows, from index 0
   */
  void addExpSums(
      float[] logits, int from, int stride, int rows, int count, float[] references, double[] sums);

  /**
   * Finds the logits at or above a threshold; both are numbers, and logits may be minus infinity.
   *
   * @param count whole panels
   * @param hits receives their positions relative to {@code from}, ascending; room for {@code
   *     count} and a panel more
   * @return how many were found
   */
  int atLeast(float[] logits, int from, int count, float threshold, int[] hits);

  /**
   * Finds the float sums {@code logits[from + i] + addends[addend + i]} at or above a threshold.
   *
   * @param count whole panels
   * @param hits receives the i, ascending; room for {@code count} and a panel more
   * @return how many were found
   */
  int sumAtLeast(
      float[] logits,
      int from,
      float[] addends,
      int addend,
      int count,
      float threshold,
      int[] hits);

  /**
   * The greatest of some values, which are finite or minus infinity.
   *
   * @param count whole panels, one at least
   */
  float max(float[] values, int from, int count);

  /**
   * Maxima of the {@link PackedItems#PANEL} columns of a matrix of {@code count / PANEL} rows.
   *
   * @param maxima receives them, from index 0
   */
  void columnMaxima(float[] logits, int from, int count, float[] maxima);

  /**
   * Adds the {@value #QUAD} × {@value #QUAD} sums Σ_i powers_k[i] · factors_v[i] to {@code sums}.
   *
   * @param powers row k starts at {@code power + k × powerStride}
   * @param factors row v starts at {@code factor + v × factorStride}
   * @param count terms of each sum, whole panels
   * @param sums gets the sum of rows k and v added at {@code at + k × sumStride + v}
   */
  void addProducts(
      float[] powers,
      int power,
      int powerStride,
      float[] factors,
      int factor,
      int factorStride,
      int count,
      double[] sums,
      int at,
      int sumStride);

  /**
   * Replaces values by exp(value − reference) and adds them up, as accurate as {@link #expSum}.
   *
   * @param count whole panels
   */
  float expInPlace(float[] values, int from, int count, float reference);

  /**
   * Adds {@value #QUAD} linear combinations of the rows of a matrix to rows of sums, {@link
   * PackedItems#PANEL} columns at a time: {@code sums[at + k × sumStride + column] += Σ_j
   * coefficients[from + j × step + k × stride] · rows[row + j × rowStride + column]}.
   *
   * <p>Each sum over j is one chain of fused multiply-adds in the order of the rows, from zero.
   *
   * @param count rows of the matrix, j = 0 … count - 1
   */
  void addCombinations(
      float[] rows,
      int row,
      int rowStride,
      int count,
      float[] coefficients,
      int from,
      int step,
      int stride,
      float[] sums,
      int at,
      int sumStride);

  /**
   * Makes a linear combination of chosen rows of a matrix: {@code sums[at + column] = Σ_j
   * weights[j] · rows[chosen[j] × width + column]} for the columns from 0 to {@code width - 1} and
   * j from {@code from} to {@code to - 1}.
   *
   * <p>Each sum over j is one chain of fused multiply-adds in the order of the rows, from zero.
   *
   * @param chosen numbers of rows
   */
  void combineChosenRows(
      float[] rows,
      int width,
      int[] chosen,
      float[] weights,
      int from,
      int to,
      float[] sums,
      int at);
}
