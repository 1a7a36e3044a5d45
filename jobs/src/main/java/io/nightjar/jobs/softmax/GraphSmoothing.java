package io.nightjar.jobs.softmax;

/**
 * Makes embeddings of free vectors: each vertex of the interaction graph gets the mean of its own
 * vector and of those found 1, …, L steps away, (I + B + … + B^L) / (L + 1) with B the normalised
 * adjacency. No steps: the free vectors themselves.
 *
 * <p>Implementation note: LightGCN (He et al., SIGIR 2020) with equal weights of the layers. The
 * operator is symmetric, so it also carries gradients of embeddings back to the free vectors.
 */
final class GraphSmoothing {
  private final InteractionGraph graph;
  private final int steps;
  private final int width;

  GraphSmoothing(InteractionGraph graph, int steps, int width) {
    this.graph = graph;
    this.steps = steps;
    this.width = width;
  }

  /** Rows of users and of items. */
  record Rows(float[] users, float[] items) {}

  /** Smooths; the arrays given stay as they are. */
  Rows apply(Rows free) {
    float[] users = free.users().clone();
    float[] items = free.items().clone();
    Rows last = free;
    for (int step = 0; step < steps; step++) {
      last =
          new Rows(
              graph.sumsOverItems(last.items(), width), graph.sumsOverUsers(last.users(), width));
      add(last.users(), users);
      add(last.items(), items);
    }
    scale(users, 1f / (steps + 1));
    scale(items, 1f / (steps + 1));
    return new Rows(users, items);
  }

  private static void add(float[] addends, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += addends[i];
    }
  }

  private static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
