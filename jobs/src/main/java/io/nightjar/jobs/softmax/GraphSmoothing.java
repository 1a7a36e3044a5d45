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
    return apply(free, null, null);
  }

  /**
   * Smooths what is needed, as {@link #apply(Rows)} does.
   *
   * @param given users whose rows are not zero; null for all
   * @param wanted users whose rows are of use; null for all; the others' mean nothing
   */
  Rows apply(Rows free, boolean[] given, boolean[] wanted) {
    if (steps == 0) {
      return new Rows(free.users().clone(), free.items().clone());
    }
    Rows sums = new Rows(free.users().clone(), free.items().clone());
    Rows last = free;
    for (int step = 1; step < steps; step++) {
      last = new Rows(graph.sumsOverItems(last.items(), width), ofItems(last, given, step));
      add(last.users(), sums.users());
      add(last.items(), sums.items());
    }
    // The last step goes straight into the sums, since nothing is made of it.
    if (given != null && steps == 1) {
      add(ofItems(last, given, steps), sums.items());
    } else {
      graph.addSumsOverUsers(last.users(), width, sums.items());
    }
    graph.addSumsOverItems(last.items(), width, wanted, sums.users());
    scale(sums.users());
    scale(sums.items());
    return sums;
  }

  private float[] ofItems(Rows last, boolean[] given, int step) {
    return given != null && step == 1
        ? graph.sumsOverUsers(last.users(), width, given)
        : graph.sumsOverUsers(last.users(), width);
  }

  private static void add(float[] addends, float[] sums) {
    InBlocks.of(
        sums.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            sums[i] += addends[i];
          }
        });
  }

  private void scale(float[] values) {
    float factor = 1f / (steps + 1);
    InBlocks.of(
        values.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            values[i] *= factor;
          }
        });
  }
}
