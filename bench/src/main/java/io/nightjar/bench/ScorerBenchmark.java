package io.nightjar.bench;

import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a live request costs inside the process: the whole catalogue scored, softmax and top 25
 * included, and 500 items ranked. The bare product, without softmax and top-N, is beside them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScorerBenchmark {
  private static final int DIMENSION = 64;

  @Param({"1000", "50000"})
  int items;

  private Scorer scorer;
  private float[] user;
  private QueryVector query;
  private float[] logits;
  private int[] candidates;

  /** Random embeddings with biases that fall like Zipf's law, as in a real catalogue. */
  @Setup
  public void draw() {
    Random random = new Random(1);
    float[][] rows = new float[items][DIMENSION];
    for (int item = 0; item < items; item++) {
      for (int factor = 0; factor < DIMENSION - 1; factor++) {
        rows[item][factor] = (float) (random.nextGaussian() / 8);
      }
      rows[item][DIMENSION - 1] = (float) -Math.log(1.0 + random.nextInt(items));
    }
    scorer = new Scorer(EmbeddingMatrix.of(DIMENSION, rows));
    user = new float[DIMENSION];
    float[] context = new float[DIMENSION];
    for (int factor = 0; factor < DIMENSION - 1; factor++) {
      user[factor] = (float) random.nextGaussian();
      context[factor] = (float) (random.nextGaussian() / 4);
    }
    user[DIMENSION - 1] = 1;
    query = QueryVector.of(user, context);
    logits = new float[scorer.logitsLength()];
    candidates = random.ints(0, items).distinct().limit(500).toArray();
  }

  /** The product alone: items × 64 fused multiply-adds. */
  @Benchmark
  public float[] logits() {
    scorer.partLogits(user, logits);
    return logits;
  }

  /** GetRecommendations answered live, in context. */
  @Benchmark
  public ScoredItems recommend25() {
    return scorer.recommend(query, 25);
  }

  /** GetPersonalizedRanking of 500 items, in context. */
  @Benchmark
  public ScoredItems rank500() {
    return scorer.rank(query, candidates);
  }
}
