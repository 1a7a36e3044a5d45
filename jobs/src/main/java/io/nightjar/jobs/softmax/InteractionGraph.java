package io.nightjar.jobs.softmax;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import java.util.stream.IntStream;

/**
 * Who took what, as a bipartite graph with symmetrically normalised edges: an edge of strength r
 * between user u and item i weighs r / √(strength(u) · strength(i)).
 *
 * <p>Immutable and safe for use by many threads; its products run on all cores.
 */
final class InteractionGraph {
  private static final int CHUNK = 256;
  private static final Kernel KERNEL = Kernels.active();

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

  /** The same, with the rows of some users only; those of others count as zero. */
  float[] sumsOverUsers(float[] userRows, int width, boolean[] among) {
    float[] sums = new float[Math.multiplyExact(items(), width)];
    forChunks(
        items,
        (first, end) -> {
          int longest = 0;
          for (int item = first; item < end; item++) {
            longest = Math.max(longest, items.starts()[item + 1] - items.starts()[item]);
          }
          int[] chosen = new int[longest];
          float[] weights = new float[longest];
          for (int item = first; item < end; item++) {
            int count = 0;
            for (int edge = items.starts()[item]; edge < items.starts()[item + 1]; edge++) {
              int user = items.others()[edge];
              if (among[user]) {
                chosen[count] = user;
                weights[count++] = items.weights()[edge];
              }
            }
            KERNEL.combineChosenRows(
                userRows, width, chosen, weights, 0, count, sums, item * width);
          }
        });
    return sums;
  }

  /** Adds {@link #sumsOverItems} to rows of users, of all or of those {@code among} whom. */
  void addSumsOverItems(float[] itemRows, int width, boolean[] among, float[] userRows) {
    addSums(users, itemRows, width, among, userRows);
  }

  /** Adds {@link #sumsOverUsers} to rows of items. */
  void addSumsOverUsers(float[] userRows, int width, float[] itemRows) {
    addSums(items, userRows, width, null, itemRows);
  }

  private static float[] sums(Side side, float[] rows, int width) {
    float[] sums = new float[Math.multiplyExact(side.starts().length - 1, width)];
    forChunks(
        side,
        (first, end) -> {
          for (int vertex = first; vertex < end; vertex++) {
            combine(side, vertex, rows, width, sums, vertex * width);
          }
        });
    return sums;
  }

  private static void addSums(Side side, float[] rows, int width, boolean[] among, float[] totals) {
    forChunks(
        side,
        (first, end) -> {
          float[] sum = new float[width];
          for (int vertex = first; vertex < end; vertex++) {
            if (among == null || among[vertex]) {
              combine(side, vertex, rows, width, sum, 0);
              for (int column = 0; column < width; column++) {
                totals[vertex * width + column] += sum[column];
              }
            }
          }
        });
  }

  private static void combine(
      Side side, int vertex, float[] rows, int width, float[] sums, int at) {
    int from = side.starts()[vertex];
    int to = side.starts()[vertex + 1];
    KERNEL.combineChosenRows(rows, width, side.others(), side.weights(), from, to, sums, at);
  }

  /** Each vertex is one task's alone, so that sums do not depend on how many tasks there are. */
  private static void forChunks(Side side, Chunk chunk) {
    int count = side.starts().length - 1;
    IntStream.range(0, (count + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(number -> chunk.take(number * CHUNK, Math.min(count, (number + 1) * CHUNK)));
  }

  private interface Chunk {
    void take(int first, int end);
  }
}
