package io.nightjar.bench.batch;

import io.nightjar.shared.likelihood.Choices;
import io.nightjar.shared.likelihood.ItemRows;
import io.nightjar.shared.likelihood.SoftmaxGradient;
import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The two inner loops of training, on one thread: users whose gradient of the full softmax is taken
 * in a second (6 × items × dimension floating-point operations each), and edges of the interaction
 * graph along which a row is added in a second. Popular items have more edges, by Zipf's law.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingBenchmark {
  private static final int USERS = 480;
  private static final int CHOSEN = 20;
  private static final int EDGES = 1_000_000;

  @Param("40000")
  int items;

  @Param("64")
  int dimension;

  private final Kernel kernel = Kernels.active();
  private ItemRows rows;
  private float[] queries;
  private Choices choices;
  private float[] itemRows;
  private int[] edges;
  private float[] weights;
  private float[] sums;

  /** Draws embeddings and choices. */
  @Setup
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    rows = new ItemRows(dimension, gaussian(random, items * dimension, 0.12));
    queries = gaussian(random, USERS * dimension, 1.2);
    int[] starts = new int[USERS + 1];
    int[] chosen = new int[USERS * CHOSEN];
    for (int user = 0; user < USERS; user++) {
      starts[user + 1] = starts[user] + CHOSEN;
      int[] own = random.ints(0, items).distinct().limit(CHOSEN).sorted().toArray();
      System.arraycopy(own, 0, chosen, starts[user], CHOSEN);
    }
    float[] ones = new float[chosen.length];
    Arrays.fill(ones, 1f);
    choices = new Choices(starts, chosen, ones);
    itemRows = gaussian(random, items * (dimension - 1), 1);
    edges = new int[EDGES];
    for (int edge = 0; edge < EDGES; edge++) {
      edges[edge] = (int) Math.pow(items, random.nextDouble());
    }
    weights = gaussian(random, EDGES, 1);
    sums = new float[EDGES / CHOSEN * (dimension - 1)];
  }

  private static float[] gaussian(SplittableRandom random, int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  /** Loss and gradient of the full softmax. */
  @Benchmark
  @OperationsPerInvocation(USERS)
  public double gradient() {
    return new SoftmaxGradient(rows).add(queries, 0, USERS, choices, 0, new float[queries.length]);
  }

  /** Sums of the rows of twenty items each, without the bias. */
  @Benchmark
  @OperationsPerInvocation(EDGES)
  public float sumsAlongEdges() {
    int width = dimension - 1;
    for (int user = 0; user < EDGES / CHOSEN; user++) {
      int from = user * CHOSEN;
      kernel.combineChosenRows(
          itemRows, width, edges, weights, from, from + CHOSEN, sums, user * width);
    }
    return sums[0];
  }
}
