package io.nightjar.bench.batch;

import io.nightjar.shared.batch.CatalogueBlock;
import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.Kernels;
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
 * Users that one thread scores in a second, and what the parts of that take. A user is 2 × items ×
 * dimension floating-point operations; {@code bench/batch/kernel} sets them beside sgemm.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class KernelBenchmark {
  @Param("50000")
  int items;

  @Param("64")
  int dimension;

  private DrawnWorld world;
  private ChunkScorer fused;
  private ChunkScorer inVariants;
  private ChunkScorer product;
  private ChunkScorer productAndSums;
  private int next;

  /** Draws embeddings. */
  @Setup
  public void draw() {
    world = new DrawnWorld(items, dimension, 16);
    EmbeddingMatrix embeddings = EmbeddingMatrix.of(dimension, world.items);
    CatalogueBlock plain = new CatalogueBlock(embeddings, 0, new float[][] {null});
    fused = new FusedScorer(plain, 100);
    inVariants = new FusedScorer(new CatalogueBlock(embeddings, 0, world.contexts), 100);
    product = new TileScorer(Kernels.active(), plain.items(), false);
    productAndSums = new TileScorer(Kernels.active(), plain.items(), true);
  }

  private float[][] users() {
    next = (next + 1) % world.chunks.length;
    return world.chunks[next];
  }

  /** Softmax denominators and the best 100. */
  @Benchmark
  @OperationsPerInvocation(DrawnWorld.CHUNK)
  public double fused() {
    return fused.score(users());
  }

  /** The same in 16 variants. */
  @Benchmark
  @OperationsPerInvocation(DrawnWorld.CHUNK)
  public double fusedInSixteenVariants() {
    return inVariants.score(users());
  }

  /** The matrix product alone. */
  @Benchmark
  @OperationsPerInvocation(DrawnWorld.CHUNK)
  public double product() {
    return product.score(users());
  }

  /** The product and the sums of exponentials. */
  @Benchmark
  @OperationsPerInvocation(DrawnWorld.CHUNK)
  public double productAndSums() {
    return productAndSums.score(users());
  }
}
