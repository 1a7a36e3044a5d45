package io.nightjar.bench.batch;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.PackedItems;

/**
 * The parts of the kernel alone, over the tiles that the whole one uses: 192 users × 1,024 items.
 * The product, then on demand the sums of exponentials; no lists.
 */
final class TileScorer implements ChunkScorer {
  static final int USERS = 192;
  static final int ITEMS = 1024;
  private static final int PANELS = ITEMS / PackedItems.PANEL;

  private final Kernel kernel;
  private final PackedItems items;
  private final boolean withSums;
  private final float[] queries;
  private final float[] logits = new float[USERS * ITEMS];
  private final float[] references = new float[USERS];
  private final double[] sums = new double[USERS];

  TileScorer(Kernel kernel, PackedItems items, boolean withSums) {
    this.kernel = kernel;
    this.items = items;
    this.withSums = withSums;
    this.queries = new float[USERS * items.dimension()];
  }

  @Override
  public double score(float[][] users) {
    double result = 0;
    for (int from = 0; from < users.length; from += USERS) {
      load(users, from);
      for (int panel = 0; panel < items.panels(); panel += PANELS) {
        tile(panel, Math.min(panel + PANELS, items.panels()));
        result += logits[0];
      }
      result += sums[0];
    }
    return result;
  }

  private void load(float[][] users, int from) {
    int dimension = items.dimension();
    for (int user = 0; user < USERS; user++) {
      int quad = user / Kernel.QUAD * Kernel.QUAD * dimension + user % Kernel.QUAD;
      for (int factor = 0; factor < dimension; factor++) {
        queries[quad + factor * Kernel.QUAD] = users[from + user][factor];
      }
      sums[user] = 0;
    }
  }

  private void tile(int from, int to) {
    for (int panel = from; panel < to; panel++) {
      for (int user = 0; user < USERS; user += Kernel.QUAD) {
        kernel.product(
            items.panel(panel),
            items.dimension(),
            queries,
            user * items.dimension(),
            logits,
            user * ITEMS + (panel - from) * PackedItems.PANEL,
            ITEMS);
      }
    }
    if (withSums) {
      int count = (to - from) * PackedItems.PANEL;
      kernel.addExpSums(logits, 0, ITEMS, USERS, count, references, sums);
    }
  }
}
