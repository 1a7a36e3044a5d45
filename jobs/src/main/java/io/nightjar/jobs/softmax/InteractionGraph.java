package io.nightjar.jobs.softmax;

import java.util.stream.IntStream;

/**
 * Who took what, as a bipartite graph with symmetrically normalised edges: an edge of strength r
 * between user u and item i weighs r / √(strength(u) · strength(i)).
 *
 * <p>Immutable and safe for use by many threads; its products run on all cores.
 */
final class InteractionGraph {
  private static final int CHUNK = 256;

  private final Side users;
  private final Side items;

  private record Side(int[] starts, int[] others, float[] weights) {}

  private InteractionGraph(Side users, Side items) {
    this.users = users;
    this.items = items;
  }

  /**
   * Builds the graph.
   *
   * @param user ordinal of the user of each edge
   * @param item ordinal of its item
   * @param strength how much it counts, positive
   */
  static InteractionGraph of(int users, int items, int[] user, int[] item, float[] strength) {
    double[] ofUser = new double[users];
    double[] ofItem = new double[items];
    for (int edge = 0; edge < user.length; edge++) {
      ofUser[user[edge]] += strength[edge];
      ofItem[item[edge]] += strength[edge];
    }
    float[] weights = new float[user.length];
    for (int edge = 0; edge < user.length; edge++) {
      weights[edge] = (float) (strength[edge] / Math.sqrt(ofUser[user[edge]] * ofItem[item[edge]]));
    }
    return new InteractionGraph(side(users, user, item, weights), side(items, item, user, weights));
  }

  private static Side side(int count, int[] from, int[] to, float[] weights) {
    int[] starts = new int[count + 1];
    for (int vertex : from) {
      starts[vertex + 1]++;
    }
    for (int vertex = 0; vertex < count; vertex++) {
      starts[vertex + 1] += starts[vertex];
    }
    int[] next = starts.clone();
    int[] others = new int[from.length];
    float[] ordered = new float[from.length];
    for (int edge = 0; edge < from.length; edge++) {
      int at = next[from[edge]]++;
      others[at] = to[edge];
      ordered[at] = weights[edge];
    }
    return new Side(starts, others, ordered);
  }

  int users() {
    return users.starts().length - 1;
  }

  int items() {
    return items.starts().length - 1;
  }

  /** For each user the weighted sum of the rows of the user's items. */
  float[] sumsOverItems(float[] itemRows, int width) {
    return sums(users, itemRows, width);
  }

  /** For each item the weighted sum of the rows of the item's users. */
  float[] sumsOverUsers(float[] userRows, int width) {
    return sums(items, userRows, width);
  }

  private static float[] sums(Side side, float[] rows, int width) {
    int count = side.starts().length - 1;
    float[] sums = new float[Math.multiplyExact(count, width)];
    IntStream.range(0, (count + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              int end = Math.min(count, (chunk + 1) * CHUNK);
              for (int vertex = chunk * CHUNK; vertex < end; vertex++) {
                addNeighbours(side, vertex, rows, width, sums);
              }
            });
    return sums;
  }

  private static void addNeighbours(Side side, int vertex, float[] rows, int width, float[] sums) {
    int at = vertex * width;
    for (int edge = side.starts()[vertex]; edge < side.starts()[vertex + 1]; edge++) {
      int from = side.others()[edge] * width;
      float weight = side.weights()[edge];
      for (int column = 0; column < width; column++) {
        sums[at + column] += weight * rows[from + column];
      }
    }
  }
}
