package io.nightjar.serving.campaign;

import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.similarity.ItemSimilarity;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * Scores a little before a model is served, so that the JVM has compiled the scoring loops when the
 * first request comes: interpreted, the Vector API is some hundred times slower.
 *
 * <p>It asks for real users, since the JIT compiles for what it has seen.
 */
final class WarmUp {
  /** What the JIT needs to see before it compiles, in items scored. */
  private static final long ITEMS = 4_000_000;

  /** The same in requests, where the catalogue is small. */
  private static final int REQUESTS = 3_000;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int N = 25;

  private WarmUp() {}

  /** Returns after five seconds or so at most, and at once when the loops are compiled. */
  static void run(ServedModel model) {
    int items = model.scorer().items();
    AllowedItems[] sets = {null, every(2, items), every(100, items)};
    long end = System.nanoTime() + MOST_NANOS;
    long scored = 0;
    for (int request = 0; request < REQUESTS && scored < ITEMS; request++) {
      try {
        model.scorer().recommend(query(model.embeddings(), request), N, sets[request % 3]);
      } catch (IllegalArgumentException e) {
        // Logits that overflow: the request of such a user is refused, the model is not.
        return;
      }
      scored += items;
      if (System.nanoTime() > end) {
        return;
      }
    }
  }

  /** The same for a catalogue whose items are compared with each other. */
  static void run(ItemSimilarity similarity) {
    int items = similarity.items();
    AllowedItems[] sets = {null, every(2, items), every(100, items)};
    long end = System.nanoTime() + MOST_NANOS;
    long compared = 0;
    for (int request = 0; request < REQUESTS && compared < ITEMS; request++) {
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

  /** A user, every other time in the context of an item's embedding: models may lack real ones. */
  private static QueryVector query(EmbeddingModel model, int request) {
    int users = model.users().size();
    float[] user = model.userEmbedding(users == 0 ? -1 : request % users);
    return request % 2 == 0
        ? QueryVector.of(user)
        : QueryVector.of(user, model.itemEmbeddings().row(request % model.items().size()));
  }
}
