package io.nightjar.bench.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightjar.shared.batch.CatalogueBlock;
import io.nightjar.shared.vector.EmbeddingMatrix;
import io.nightjar.shared.vector.Kernels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Measures the arithmetic of scoring many users, without Spark and without files, on several
 * threads.
 *
 * <p>Arguments: items, dimension, n, variants, threads. Requests: {@code contender}, a name, and
 * {@code users}; the reply has the {@code users} scored, whole {@link DrawnWorld#CHUNK}s.
 */
public final class KernelWorker {
  private final DrawnWorld world;
  private final int threads;
  private final ExecutorService pool;
  private final Map<String, Supplier<ChunkScorer>> contenders = new HashMap<>();
  private final Map<String, List<ChunkScorer>> scorers = new HashMap<>();

  private KernelWorker(DrawnWorld world, int n, int threads) {
    this.world = world;
    this.threads = threads;
    this.pool = Executors.newFixedThreadPool(threads);
    EmbeddingMatrix items = EmbeddingMatrix.of(world.dimension, world.items);
    CatalogueBlock plain = new CatalogueBlock(items, 0, new float[][] {null});
    CatalogueBlock variants = new CatalogueBlock(items, 0, world.contexts);
    float[] byItem = NetlibProduct.flat(world.items, world.dimension, true);
    float[] byFactor = NetlibProduct.flat(world.items, world.dimension, false);
    contenders.put("fused", () -> new FusedScorer(plain, n));
    contenders.put("fused-variants", () -> new FusedScorer(variants, n));
    contenders.put("product", () -> new TileScorer(Kernels.active(), plain.items(), false));
    contenders.put("product-sums", () -> new TileScorer(Kernels.active(), plain.items(), true));
    contenders.put("netlib-tn", () -> new NetlibProduct(byItem, world.dimension, true));
    contenders.put("netlib-nn", () -> new NetlibProduct(byFactor, world.dimension, false));
  }

  /** Entry point. */
  public static void main(String[] args) throws IOException {
    DrawnWorld world =
        new DrawnWorld(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[3]));
    KernelWorker worker =
        new KernelWorker(world, Integer.parseInt(args[2]), Integer.parseInt(args[4]));
    ObjectNode hello = Worker.reply();
    hello.put("kernel", Kernels.description());
    hello.put("netlib", NetlibProduct.NETLIB.getClass().getSimpleName());
    Worker.serve(hello, worker::measure);
    worker.pool.shutdown();
  }

  private void measure(JsonNode request, ObjectNode reply) {
    String contender = request.get("contender").asText();
    List<ChunkScorer> own =
        scorers.computeIfAbsent(
            contender,
            name -> {
              List<ChunkScorer> made = new ArrayList<>();
              for (int thread = 0; thread < threads; thread++) {
                made.add(contenders.get(name).get());
              }
              return made;
            });
    int chunks = Math.max(threads, request.get("users").asInt() / DrawnWorld.CHUNK);
    AtomicInteger next = new AtomicInteger();
    List<Callable<Double>> tasks = new ArrayList<>();
    for (ChunkScorer scorer : own) {
      tasks.add(() -> scoreChunks(scorer, next, chunks));
    }
    Worker.Clock clock = new Worker.Clock();
    double result = run(tasks);
    clock.stop(reply);
    reply.put("users", chunks * DrawnWorld.CHUNK);
    reply.put("result", result);
  }

  private double scoreChunks(ChunkScorer scorer, AtomicInteger next, int chunks) {
    double result = 0;
    for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
      result += scorer.score(world.chunks[chunk % world.chunks.length]);
    }
    return result;
  }

  private double run(List<Callable<Double>> tasks) {
    try {
      double result = 0;
      for (Future<Double> done : pool.invokeAll(tasks)) {
        result += done.get();
      }
      return result;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
