package io.nightjar.jobs.train;

import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.PackedItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
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

  /** Multiples of the prior's precision to choose from; 1 lets an average logit move by one. */
  private static final double[] STRENGTHS = {100, 30, 10, 3, 1};

  private static final int FOLDS = 5;

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
   * @param priorStrength multiple of the prior's precision that the data chose
   * @param iterations steps of the optimiser
   */
  record Learnt(
      EmbeddingMatrix embeddings,
      double nllBefore,
      double nllAfter,
      double priorStrength,
      int iterations) {}

  /** Logits of the rows of one combination, without context: the part that never changes. */
  private record Block(int[] values, float[][] logits, int[] chosen)
      implements java.io.Serializable {}

  /**
   * Fits. How strong the prior must be is found on a fifth of the rows that the others do not see;
   * values that say nothing new then hardly move anything.
   *
   * @param rows held-out interactions; {@code user} is the final embedding; cached
   * @param count number of rows, positive
   * @param items final item embeddings
   * @param values number of context values
   */
  Learnt fit(JavaRDD<HeldOut> rows, long count, EmbeddingMatrix items, int values) {
    Broadcast<EmbeddingMatrix> matrix = context.broadcast(items);
    Broadcast<PackedItems> packed = context.broadcast(PackedItems.inOrder(items));
    double strength = count < FOLDS ? STRENGTHS[0] : chooseStrength(rows, matrix, packed, values);
    Rows all = new Rows(rows, matrix, packed);
    double[] none = new double[values * items.dimension()];
    double before = all.meanNll(none);
    Lbfgs.Minimum minimum = minimize(all, none, strength, MAX_ITERATIONS);
    double after = all.meanNll(minimum.point());
    all.release();
    packed.destroy();
    matrix.destroy();
    float[][] embeddings = new float[values][items.dimension()];
    for (int i = 0; i < minimum.point().length; i++) {
      embeddings[i / items.dimension()][i % items.dimension()] = (float) minimum.point()[i];
    }
    return new Learnt(
        EmbeddingMatrix.of(items.dimension(), embeddings),
        before,
        after,
        strength,
        minimum.iterations());
  }

  private double chooseStrength(
      JavaRDD<HeldOut> rows,
      Broadcast<EmbeddingMatrix> matrix,
      Broadcast<PackedItems> packed,
      int values) {
    JavaPairRDD<HeldOut, Long> numbered = rows.zipWithIndex();
    Rows learning = new Rows(numbered.filter(row -> row._2() % FOLDS != 0).keys(), matrix, packed);
    Rows judging = new Rows(numbered.filter(row -> row._2() % FOLDS == 0).keys(), matrix, packed);
    double[] point = new double[values * matrix.value().dimension()];
    double best = Double.POSITIVE_INFINITY;
    double chosen = STRENGTHS[0];
    // From strong to weak: each fit starts where the one before ended.
    for (double strength : STRENGTHS) {
      point = minimize(learning, point, strength, MAX_ITERATIONS / 2).point();
      double nll = judging.meanNll(point);
      if (nll >= best) {
        break;
      }
      best = nll;
      chosen = strength;
    }
    learning.release();
    judging.release();
    return chosen;
  }

  private Lbfgs.Minimum minimize(Rows rows, double[] start, double strength, int iterations) {
    double[] precision = precision(rows.matrix.value());
    Objective objective =
        (point, gradient) -> {
          double[] sums = sums(rows, point);
          double value = sums[0] / rows.count;
          for (int i = 0; i < point.length; i++) {
            double prior = strength * precision[i % precision.length] / rows.count;
            gradient[i] = sums[1 + i] / rows.count + prior * point[i];
            value += 0.5 * prior * point[i] * point[i];
          }
          return value;
        };
    return new Lbfgs(iterations, 1e-5).minimize(objective, start);
  }

  /** Held-out rows with everything cached that does not change while the embeddings do. */
  private final class Rows {
    private final JavaRDD<Block> blocks;
    private final Broadcast<EmbeddingMatrix> matrix;
    private final Broadcast<PackedItems> packed;
    private final long count;

    Rows(JavaRDD<HeldOut> rows, Broadcast<EmbeddingMatrix> matrix, Broadcast<PackedItems> packed) {
      this.matrix = matrix;
      this.packed = packed;
      this.count = rows.count();
      this.blocks =
          rows.mapPartitions(part -> blocks(part, packed.value()).iterator())
              .persist(StorageLevel.MEMORY_AND_DISK());
    }

    double meanNll(double[] point) {
      return sums(this, point)[0] / count;
    }

    void release() {
      blocks.unpersist();
    }
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
        items.logits(row.user(), logits[r]);
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
  private double[] sums(Rows rows, double[] point) {
    Broadcast<EmbeddingMatrix> matrix = rows.matrix;
    Broadcast<PackedItems> packed = rows.packed;
    Broadcast<double[]> points = context.broadcast(point);
    double[] sums =
        rows.blocks
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
      packed.logits(query, contextLogits);
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
