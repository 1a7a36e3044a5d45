package io.nightjar.serving.campaign;

import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.similarity.ItemSimilarity;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.BitSet;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Scores a little before the first model is served, so that the JVM has compiled the scoring loops
 * when the first request comes: interpreted, the Vector API is some hundred times slower. What was
 * compiled once serves all later models, which load beside requests and need every cycle left. Not
 * thread-safe.
 *
 * <p>It scores drawn embeddings, on a thread of its own while the first model is being read.
 */
final class WarmUp {
  /** What the JIT needs to see before it compiles, in items scored. */
  private static final long SCORED = 4_000_000;

  private static final int ITEMS = 20_000;

  /** Longer embeddings go through the same loops. */
  private static final int LONGEST = 256;

  /** Requests for items like another, where the catalogue is small. */
  private static final int REQUESTS = 3_000;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int N = 25;

  private CompletableFuture<Void> scoring;
  private boolean hasCompared;

  /**
   * Begins to score, unless that has begun before.
   *
   * @param dimension length of the embeddings that will be served
   */
  void begin(int dimension) {
    if (scoring == null) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  score(Math.min(dimension, LONGEST), SCORED);
                  done.complete(null);
                } catch (RuntimeException | Error e) {
                  done.completeExceptionally(e);
                }
              },
              "warm-up");
      thread.setDaemon(true);
      thread.start();
      scoring = done;
    }
  }

  /** Waits until that is done: five seconds or so at most, and at once when the JIT is quick. */
  void await() {
    scoring.join();
  }

  /**
   * Recommends and ranks from drawn embeddings, with and without context and filters.
   *
   * @param least how many items are to be scored, as long as there is time
   * @return how many were
   */
  static long score(int dimension, long least) {
    Random random = new Random(1);
    Scorer scorer = new Scorer(EmbeddingMatrix.of(dimension, drawn(random, ITEMS, dimension)));
    float[][] vectors = drawn(random, 16, dimension);
    AllowedItems[] sets = {null, every(2, ITEMS), every(100, ITEMS)};
    int[] candidates = IntStream.range(0, N).map(item -> item * 7).toArray();
    long end = System.nanoTime() + MOST_NANOS;
    long scored = 0;
    for (int request = 0; scored < least && System.nanoTime() < end; request++) {
      float[] user = vectors[request % vectors.length];
      QueryVector query =
          request % 2 == 0
              ? QueryVector.of(user)
              : QueryVector.of(user, vectors[(request + 1) % vectors.length]);
      scorer.recommend(query, N, sets[request % 3]);
      scored += ITEMS;
      for (int ranking = 0; ranking < N; ranking++) {
        scorer.rank(query, candidates);
        scored += N;
      }
    }
    return scored;
  }

  private static float[][] drawn(Random random, int rows, int dimension) {
    float[][] drawn = new float[rows][dimension];
    for (float[] row : drawn) {
      for (int factor = 0; factor < dimension; factor++) {
        row[factor] = random.nextFloat() - 0.5f;
      }
    }
    return drawn;
  }

  /** Looks for items like others of a catalogue, unless that was done before, as long as above. */
  void run(ItemSimilarity similarity) {
    if (hasCompared) {
      return;
    }
    hasCompared = true;
    int items = similarity.items();
    AllowedItems[] sets = {null, every(2, items), every(100, items)};
    long end = System.nanoTime() + MOST_NANOS;
    long compared = 0;
    for (int request = 0; request < REQUESTS && compared < SCORED; request++) {
      similarity.mostLike(request % items, N, sets[request % 3]);
      compared += items;
      if (System.nanoTime() > end) {
        return;
      }
    }
  }

  private static AllowedItems every(int step, int items) {
    BitSet ordinals = new BitSet();
    for (int item = 0; item < items; item += step) {
      ordinals.set(item);
    }
    return AllowedItems.of(items, ordinals);
  }
}
