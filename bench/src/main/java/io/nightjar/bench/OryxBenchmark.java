package io.nightjar.bench;

import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * The best 25 of a catalogue for one user: Nightjar, softmax included, beside the exact scan of
 * Oryx 2.8.0, which gives no probabilities. Both are asked for the same users first, and must name
 * the same items in the same order.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class OryxBenchmark {
  private static final int N = 25;

  /** Items × factors. */
  @Param({"50000x64", "200000x50"})
  String catalogue;

  private Scorer nightjar;
  private OryxModel oryx;
  private float[][] users;
  private int next;

  /** Draws a model and compares the answers. */
  @Setup
  public void draw() {
    RandomCatalogue drawn = RandomCatalogue.of(catalogue);
    nightjar = new Scorer(drawn.matrix());
    oryx = new OryxModel(drawn.rows());
    users = drawn.users(64);
    for (float[] user : users) {
      ScoredItems ours = nightjar.recommend(QueryVector.of(user), N);
      List<String> ids =
          IntStream.range(0, N).mapToObj(rank -> Integer.toString(ours.ordinal(rank))).toList();
      List<String> theirs = oryx.topN(user, N);
      if (!ids.equals(theirs)) {
        throw new IllegalStateException("lists must be equal: " + ids + " and " + theirs);
      }
    }
  }

  private float[] user() {
    next = (next + 1) % users.length;
    return users[next];
  }

  /** Nightjar. */
  @Benchmark
  public ScoredItems nightjar() {
    return nightjar.recommend(QueryVector.of(user()), N);
  }

  /** Oryx. */
  @Benchmark
  public List<String> oryx() {
    return oryx.topN(user(), N);
  }
}
