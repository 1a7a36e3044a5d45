package io.nightjar.bench;

import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import java.util.BitSet;
import java.util.SplittableRandom;
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
 * included, without context, in context and with allowed items; and 500 items ranked. The bare
 * product, without softmax and top-N, is beside them. Every call has another user.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ScorerBenchmark {
  private static final int N = 25;

  /** Items × factors. */
  @Param({"1000x64", "50000x64", "200000x50"})
  String catalogue;

  private Scorer scorer;
  private float[][] users;
  private float[] context;
  private float[] logits;
  private int[] candidates;
  private AllowedItems half;
  private AllowedItems few;
  private int next;

  /** Draws a model. */
  @Setup
  public void draw() {
    RandomCatalogue drawn = RandomCatalogue.of(catalogue);
    scorer = new Scorer(drawn.matrix());
    users = drawn.users(64);
    context = drawn.context();
    logits = new float[scorer.logitsLength()];
    candidates = new SplittableRandom(2).ints(0, scorer.items()).distinct().limit(500).toArray();
    half = allowed(0.5);
    few = allowed(0.01);
  }

  private AllowedItems allowed(double share) {
    SplittableRandom random = new SplittableRandom(3);
    BitSet ordinals = new BitSet();
    for (int item = 0; item < scorer.items(); item++) {
      if (random.nextDouble() < share) {
        ordinals.set(item);
      }
    }
    return AllowedItems.of(scorer.items(), ordinals);
  }

  private float[] user() {
    next = (next + 1) % users.length;
    return users[next];
  }

  /** The product alone. */
  @Benchmark
  public float[] logits() {
    scorer.partLogits(user(), logits);
    return logits;
  }

  /** GetRecommendations answered live. */
  @Benchmark
  public ScoredItems recommend() {
    return scorer.recommend(QueryVector.of(user()), N);
  }

  /** The same in context. */
  @Benchmark
  public ScoredItems recommendInContext() {
    return scorer.recommend(QueryVector.of(user(), context), N);
  }

  /** In context, half of the items allowed. */
  @Benchmark
  public ScoredItems recommendOfHalf() {
    return scorer.recommend(QueryVector.of(user(), context), N, half);
  }

  /** In context, 1 % of the items allowed. */
  @Benchmark
  public ScoredItems recommendOfFew() {
    return scorer.recommend(QueryVector.of(user(), context), N, few);
  }

  /** GetPersonalizedRanking of 500 items, in context. */
  @Benchmark
  public ScoredItems rank500() {
    return scorer.rank(QueryVector.of(user(), context), candidates);
  }
}
