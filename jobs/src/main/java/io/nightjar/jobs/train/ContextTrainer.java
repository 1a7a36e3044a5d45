package io.nightjar.jobs.train;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.PackedItems;
import io.nightjar.shared.vector.ScalarKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits one additive embedding per context value by maximum likelihood of held-out interactions,
 * with users and items as they are and a Gaussian prior on every coordinate.
 *
 * <p>Rows of one combination of values share the context's logits and one product for the gradient,
 * so the cost of a pass is that of the softmax, not of the matrix product.
 */
final class ContextTrainer {
  private static final int MAX_ITERATIONS = 40;

  private final JavaSparkContext context;

  ContextTrainer(JavaSparkContext context) {
    this.context = context;
  }

  /**
   * What was learnt.
   *
   * @param embeddings one per context value
   * @param nllBefore mean negative log-likelihood without context, in nats
   * @param nllAfter with it
   * @param iterations steps of the optimiser
   */
  record Learnt(EmbeddingMatrix embeddings, double nllBefore, double nllAfter, int iterations) {}

  /** Logits of the rows of one combination, without context: the part that never changes. */
  private record Block(int[] values, float[][] logits, int[] chosen)
      implements java.io.Serializable {}

  /**
   * Fits.
   *
   * @param rows held-out interactions; {@code user} is the final embedding
   * @param count number of rows, positive
   * @param items final item embeddings
   * @param values number of context values
   */
  Learnt fit(JavaRDD<HeldOut> rows, long count, EmbeddingMatrix items, int values) {
    int dimension = items.dimension();
    Broadcast<EmbeddingMatrix> matrix = context.broadcast(items);
    Broadcast<PackedItems> packed = context.broadcast(new PackedItems(items));
    JavaRDD<Block> blocks =
        rows.mapPartitions(part -> blocks(part, packed.value()).iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
    double[] precision = precision(items);
    Objective objective =
        (point, gradient) -> {
          double[] sums = sums(blocks, matrix, packed, point);
          double value = sums[0] / count;
          for (int i = 0; i < point.length; i++) {
            double prior = precision[i % dimension] / count;
            gradient[i] = sums[1 + i] / count + prior * point[i];
            value += 0.5 * prior * point[i] * point[i];
          }
          return value;
        };
    double[] start = new double[values * dimension];
    double before = sums(blocks, matrix, packed, start)[0] / count;
    Lbfgs.Minimum minimum = new Lbfgs(MAX_ITERATIONS, 1e-5).minimize(objective, start);
    double after = sums(blocks, matrix, packed, minimum.point())[0] / count;
    blocks.unpersist();
    packed.destroy();
    matrix.destroy();
    float[][] embeddings = new float[values][dimension];
    for (int value = 0; value < values; value++) {
      for (int factor = 0; factor < dimension; factor++) {
        embeddings[value][factor] = (float) minimum.point()[value * dimension + factor];
      }
    }
    return new Learnt(
        EmbeddingMatrix.of(dimension, embeddings), before, after, minimum.iterations());
  }

  /**
   * Precision of the prior of each coordinate, such that the logit of an average item moves by
   * about one: the variance of the coordinate over the items, times the number of coordinates it
   * shares the effect with.
   */
  private static double[] precision(EmbeddingMatrix items) {
    int last = items.dimension() - 1;
    double squares = 0;
    double biasSquares = 0;
    for (int item = 0; item < items.rows(); item++) {
      for (int factor = 0; factor < last; factor++) {
        squares += items.value(item, factor) * items.value(item, factor);
      }
      biasSquares += items.value(item, last) * items.value(item, last);
    }
    double[] precision = new double[items.dimension()];
    Arrays.fill(precision, Math.max(1e-9, squares / Math.max(1, items.rows())));
    precision[last] = Math.max(1e-9, biasSquares / Math.max(1, items.rows()));
    return precision;
  }

  private static List<Block> blocks(Iterator<HeldOut> part, PackedItems items) {
    Map<String, List<HeldOut>> byCombination = new TreeMap<>();
    part.forEachRemaining(
        row ->
            byCombination
                .computeIfAbsent(Arrays.toString(row.context()), key -> new ArrayList<>())
                .add(row));
    List<Block> blocks = new ArrayList<>();
    for (List<HeldOut> rows : byCombination.values()) {
      float[][] logits = new float[rows.size()][items.paddedItems()];
      int[] chosen = new int[rows.size()];
      for (int r = 0; r < chosen.length; r++) {
        HeldOut row = rows.get(r);
        ScalarKernel.logits(items, row.user(), logits[r]);
        chosen[r] = row.item();
        for (int item : row.seen()) {
          if (item != row.item()) {
            logits[r][item] = Float.NEGATIVE_INFINITY;
          }
        }
      }
      blocks.add(new Block(rows.get(0).context(), logits, chosen));
    }
    return blocks;
  }

  /** Sum over rows of the negative log-likelihood, then its gradient in each embedding. */
  private double[] sums(
      JavaRDD<Block> blocks,
      Broadcast<EmbeddingMatrix> matrix,
      Broadcast<PackedItems> packed,
      double[] point) {
    Broadcast<double[]> points = context.broadcast(point);
    double[] sums =
        blocks
            .mapPartitions(
                part ->
                    List.of(sums(part, matrix.value(), packed.value(), points.value())).iterator())
            .treeReduce(
                (a, b) -> {
                  for (int i = 0; i < a.length; i++) {
                    a[i] += b[i];
                  }
                  return a;
                });
    points.destroy();
    return sums;
  }

  private static double[] sums(
      Iterator<Block> part, EmbeddingMatrix items, PackedItems packed, double[] point) {
    int n = items.rows();
    int dimension = items.dimension();
    double[] sums = new double[1 + point.length];
    float[] query = new float[dimension];
    float[] contextLogits = new float[packed.paddedItems()];
    double[] residual = new double[n];
    double[] residuals = new double[n];
    double[] slope = new double[dimension];
    while (part.hasNext()) {
      Block block = part.next();
      Arrays.fill(query, 0f);
      for (int value : block.values()) {
        for (int factor = 0; factor < dimension; factor++) {
          query[factor] += (float) point[value * dimension + factor];
        }
      }
      ScalarKernel.logits(packed, query, contextLogits);
      Arrays.fill(residuals, 0);
      for (int r = 0; r < block.chosen().length; r++) {
        float[] logits = block.logits()[r];
        for (int i = 0; i < n; i++) {
          residual[i] = logits[i] + contextLogits[i];
        }
        sums[0] += SoftmaxResidual.inPlace(residual, n, block.chosen()[r]);
        for (int i = 0; i < n; i++) {
          residuals[i] += residual[i];
        }
      }
      Arrays.fill(slope, 0);
      for (int i = 0; i < n; i++) {
        items.addScaledRow(i, residuals[i], slope);
      }
      for (int value : block.values()) {
        for (int factor = 0; factor < dimension; factor++) {
          sums[1 + value * dimension + factor] += slope[factor];
        }
      }
    }
    return sums;
  }
}
