package io.nightjar.shared.likelihood;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;
import java.util.Arrays;

/**
 * The log-likelihood of choices under the full softmax over a catalogue, and its gradient.
 *
 * <p>For queries q with choices i of weight y: loss = Σ y (log Σ_j r_j exp(q · w_j) − q · w_i),
 * where r_j is the {@linkplain Choices#rivalry rivalry} for what the query chose beside i, and 1
 * for all else. The gradient is two more matrix products with the matrix of probabilities P: Σ_j
 * P_j w_j for the query and, added up over the queries, P_j q for every item. Queries are taken
 * {@value #QUERIES} at a time; their exponentials stay in memory between the products, tile by
 * tile. Exponentials and products are in single precision, sums over tiles and the loss in double:
 * the gradient is exact to about 1e-5 relative.
 *
 * <p>Holds {@link #scratchBytes} of scratch memory and the sum of the item gradients. Not
 * thread-safe: one for each task.
 */
public final class SoftmaxGradient {
  /** Queries that are worked on at a time. */
  public static final int QUERIES = 48;

  private static final int TILE = 1024;

  /** Not a power of two, or the rows of a tile would fight for the same lines of the cache. */
  private static final int ROW = TILE + 16;

  /** Exponentials of larger differences are not trusted to fit into sums of floats. */
  private static final float ROOM = 60f;

  private static final double LEAST_SUM = 1e-20;

  private final Kernel kernel;
  private final ItemRows items;
  private final PackedItems packed;
  private final float[] rows;
  private final int dimension;
  private final int columns;
  private final float[] quads;
  private final float[][] tiles;
  private final float[] references = new float[QUERIES];
  private final double[] sums = new double[QUERIES];
  private final float[] scales = new float[QUERIES];
  private final float[] scaled;
  private final float[] expected;
  private final float[] itemGradient;
  private Choices choices;
  private int first;

  /** A gradient at one point: these items. */
  public SoftmaxGradient(ItemRows items) {
    this(Kernels.active(), items);
  }

  SoftmaxGradient(Kernel kernel, ItemRows items) {
    this.kernel = kernel;
    this.items = items;
    this.packed = items.packed();
    this.rows = items.padded();
    this.dimension = items.dimension();
    this.columns = items.paddedDimension();
    this.quads = new float[QUERIES * dimension];
    this.tiles = new float[(packed.paddedItems() + TILE - 1) / TILE][QUERIES * ROW];
    this.scaled = new float[QUERIES * columns];
    this.expected = new float[QUERIES * columns];
    this.itemGradient = new float[packed.paddedItems() * columns];
  }

  /** About how many bytes one gradient holds. */
  public static long scratchBytes(long items, int dimension) {
    return items * (4L * QUERIES + 4L * (dimension + PackedItems.PANEL));
  }

  /**
   * Adds queries.
   *
   * @param queries query vectors, row by row
   * @param from position of the first value of the first query
   * @param count number of queries, any
   * @param choices what they chose
   * @param first number of the first query among the choices
   * @param gradients the gradients of the queries are added here, at the same positions
   * @return the loss, in nats
   * @throws IllegalArgumentException if a logit is not finite
   */
  public double add(
      float[] queries, int from, int count, Choices choices, int first, float[] gradients) {
    double loss = 0;
    for (int done = 0; done < count; done += QUERIES) {
      int block = Math.min(QUERIES, count - done);
      loss += addBlock(queries, from + done * dimension, block, choices, first + done, gradients);
    }
    return loss;
  }

  /** The sum over all queries so far: items × dimension values, row by row. A fresh array. */
  public float[] itemGradient() {
    float[] gradient = new float[items.items() * dimension];
    for (int item = 0; item < items.items(); item++) {
      System.arraycopy(itemGradient, item * columns, gradient, item * dimension, dimension);
    }
    return gradient;
  }

  private double addBlock(
      float[] queries, int from, int count, Choices choices, int first, float[] gradients) {
    this.choices = choices;
    this.first = first;
    load(queries, from, count);
    exponentiate(count);
    for (int query = 0; query < count; query++) {
      float scale = (float) scale(query, queries, from + query * dimension);
      scales[query] = scale;
      for (int factor = 0; factor < dimension; factor++) {
        scaled[query * columns + factor] = scale * queries[from + query * dimension + factor];
      }
    }
    Arrays.fill(scaled, count * columns, scaled.length, 0f);
    multiply(count);
    return addChoices(queries, from, count, gradients);
  }

  /** By what the exponentials of a query are multiplied to be its share of the gradient. */
  private double scale(int query, float[] queries, int from) {
    if (!weakens(query)) {
      return choices.weight(first + query) / sums[query];
    }
    double missing = 1.0 - choices.rivalry(first + query);
    double scale = 0;
    for (int c = choices.start(first + query); c < choices.start(first + query + 1); c++) {
      double own = Math.exp(logit(queries, from, choices.item(c)) - references[query]);
      scale += choices.weightOf(c) / (sums[query] + missing * own);
    }
    return scale;
  }

  /** Whether the chosen items of a query count less in its sum; never when all are chosen. */
  private boolean weakens(int query) {
    return choices.rivalry(first + query) < 1
        && choices.start(first + query + 1) - choices.start(first + query) < items.items();
  }

  private double logit(float[] queries, int from, int item) {
    float[] values = items.values();
    int at = items.at(item);
    double logit = 0;
    for (int factor = 0; factor < dimension; factor++) {
      logit += (double) queries[from + factor] * values[at + factor];
    }
    return logit;
  }

  private void load(float[] queries, int from, int count) {
    Arrays.fill(quads, 0f);
    for (int query = 0; query < count; query++) {
      int at = query / Kernel.QUAD * Kernel.QUAD * dimension + query % Kernel.QUAD;
      for (int factor = 0; factor < dimension; factor++) {
        quads[at + factor * Kernel.QUAD] = queries[from + query * dimension + factor];
      }
    }
  }

  /** Leaves exp(logit − reference) in the tiles and their sums in {@link #sums}. */
  private void exponentiate(int count) {
    Arrays.fill(sums, 0);
    for (int tile = 0; tile < tiles.length; tile++) {
      product(tile, count);
      if (tile == 0) {
        for (int query = 0; query < count; query++) {
          references[query] = max(0, query);
        }
      }
      exponentiate(tile, count);
    }
    for (int query = 0; query < count; query++) {
      if (!(sums[query] < Math.exp(ROOM)) || sums[query] < LEAST_SUM) {
        exponentiateByMaximum(count);
        return;
      }
    }
  }

  private void exponentiate(int tile, int count) {
    int padded = padded(tile);
    for (int query = 0; query < count; query++) {
      sums[query] += kernel.expInPlace(tiles[tile], query * ROW, padded, references[query]);
    }
  }

  /** The same with the greatest of all logits as reference, found in a pass of its own. */
  private void exponentiateByMaximum(int count) {
    Arrays.fill(sums, 0);
    Arrays.fill(references, Float.NEGATIVE_INFINITY);
    for (int tile = 0; tile < tiles.length; tile++) {
      product(tile, count);
      for (int query = 0; query < count; query++) {
        references[query] = Math.max(references[query], max(tile, query));
      }
    }
    for (int query = 0; query < count; query++) {
      if (!Float.isFinite(references[query])) {
        throw new IllegalArgumentException(
            "logits must be finite: the greatest of query " + query + " is " + references[query]);
      }
    }
    for (int tile = 0; tile < tiles.length; tile++) {
      exponentiate(tile, count);
    }
  }

  private void product(int tile, int count) {
    int from = tile * (TILE / PackedItems.PANEL);
    int to = from + padded(tile) / PackedItems.PANEL;
    for (int panel = from; panel < to; panel++) {
      int column = (panel - from) * PackedItems.PANEL;
      for (int query = 0; query < count; query += Kernel.QUAD) {
        kernel.product(
            packed.panel(panel),
            dimension,
            quads,
            query * dimension,
            tiles[tile],
            query * ROW + column,
            ROW);
      }
    }
    int real = Math.min(TILE, items.items() - tile * TILE);
    for (int query = 0; query < count; query++) {
      Arrays.fill(
          tiles[tile], query * ROW + real, query * ROW + padded(tile), Float.NEGATIVE_INFINITY);
      if (weakens(query)) {
        weaken(tile, query);
      }
    }
  }

  private void weaken(int tile, int query) {
    // Minus infinity for a rivalry of 0.
    float addend = (float) Math.log(choices.rivalry(first + query));
    for (int c = choices.start(first + query); c < choices.start(first + query + 1); c++) {
      int column = choices.item(c) - tile * TILE;
      if (column >= 0 && column < TILE) {
        tiles[tile][query * ROW + column] += addend;
      }
    }
  }

  private int padded(int tile) {
    return Math.min(TILE, packed.paddedItems() - tile * TILE);
  }

  private float max(int tile, int query) {
    return kernel.max(tiles[tile], query * ROW, padded(tile));
  }

  /** The two products: expected item embeddings by query, expected queries by item. */
  private void multiply(int count) {
    Arrays.fill(expected, 0f);
    for (int tile = 0; tile < tiles.length; tile++) {
      int firstRow = tile * TILE * columns;
      for (int column = 0; column < columns; column += PackedItems.PANEL) {
        for (int query = 0; query < count; query += Kernel.QUAD) {
          kernel.addCombinations(
              rows,
              firstRow + column,
              columns,
              padded(tile),
              tiles[tile],
              query * ROW,
              1,
              ROW,
              expected,
              query * columns + column,
              columns);
        }
        for (int item = 0; item < padded(tile); item += Kernel.QUAD) {
          kernel.addCombinations(
              scaled,
              column,
              columns,
              count,
              tiles[tile],
              item,
              ROW,
              1,
              itemGradient,
              firstRow + item * columns + column,
              columns);
        }
      }
    }
  }

  private double addChoices(float[] queries, int from, int count, float[] gradients) {
    float[] values = items.values();
    double loss = 0;
    for (int query = 0; query < count; query++) {
      int q = from + query * dimension;
      for (int factor = 0; factor < dimension; factor++) {
        gradients[q + factor] += scales[query] * expected[query * columns + factor];
      }
      double missing = weakens(query) ? 1.0 - choices.rivalry(first + query) : 0;
      for (int c = choices.start(first + query); c < choices.start(first + query + 1); c++) {
        int item = choices.item(c);
        int v = items.at(item);
        double logit = logit(queries, q, item);
        double own = missing > 0 ? missing * Math.exp(logit - references[query]) : 0;
        double sum = sums[query] + own;
        // What is left out of the sum over all is made up for here.
        float slope = (float) (choices.weightOf(c) * (own / sum - 1));
        for (int factor = 0; factor < dimension; factor++) {
          gradients[q + factor] += slope * values[v + factor];
          itemGradient[item * columns + factor] += slope * queries[q + factor];
        }
        loss += choices.weightOf(c) * (references[query] + Math.log(sum) - logit);
      }
    }
    return loss;
  }
}
