package io.nightjar.bench;

import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
 * What ranking a request's items costs inside the process: finding their ordinals, and scoring and
 * sorting them. The items of a request are drawn from the whole catalogue, so most of what is read
 * of them comes from memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class RankingBenchmark {
  private static final int REQUESTS = 2_000;

  /** Items × factors. */
  @Param({"50000x64"})
  String catalogue;

  /** Items of a request. */
  @Param({"25", "100", "500"})
  int size;

  private Scorer scorer;
  private IdMap ids;
  private QueryVector[] queries;
  private int[][] ordinals;
  private byte[][][] asked;
  private int next;

  /** Draws a model and requests. */
  @Setup
  public void draw() {
    RandomCatalogue model = RandomCatalogue.of(catalogue);
    scorer = new Scorer(model.matrix());
    float[][] users = model.users(64);
    queries = new QueryVector[users.length];
    for (int user = 0; user < users.length; user++) {
      queries[user] = QueryVector.of(users[user]);
    }
    List<String> names = new ArrayList<>();
    for (int item = 0; item < scorer.items(); item++) {
      names.add("item-%06d".formatted(item));
    }
    ids = IdMap.of(names);
    SplittableRandom random = new SplittableRandom(5);
    ordinals = new int[REQUESTS][];
    asked = new byte[REQUESTS][size][];
    for (int request = 0; request < REQUESTS; request++) {
      ordinals[request] = random.ints(0, scorer.items()).distinct().limit(size).toArray();
      for (int i = 0; i < size; i++) {
        asked[request][i] = ids.id(ordinals[request][i]).getBytes(StandardCharsets.US_ASCII);
      }
    }
  }

  /** From the bytes of ids to ordinals, strings included. */
  @Benchmark
  public int find() {
    next = (next + 1) % REQUESTS;
    int sum = 0;
    for (byte[] id : asked[next]) {
      sum += ids.ordinal(new String(id, StandardCharsets.US_ASCII));
    }
    return sum;
  }

  /** The same for all at once. */
  @Benchmark
  public int[] findAll() {
    next = (next + 1) % REQUESTS;
    List<String> some = new ArrayList<>(size);
    for (byte[] id : asked[next]) {
      some.add(new String(id, StandardCharsets.US_ASCII));
    }
    return ids.ordinals(some);
  }

  /** From ordinals to a ranking with scores. */
  @Benchmark
  public ScoredItems rank() {
    next = (next + 1) % REQUESTS;
    return scorer.rank(queries[next % queries.length], ordinals[next]);
  }
}
