package io.nightjar.shared.batch;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.PackedItems;
import java.util.Arrays;

/**
 * All context variants of a user together: list = user × variants + variant.
 *
 * <p>Logits of a variant are s_u + s_c. Denominators: Σ exp(s_u + s_c) = Σ exp(s_u) · exp(s_c), a
 * matrix product of the users' powers with those of the variants. Candidates: an item is tried in
 * every variant when s_u + max_v (s_c(v) - m_v) reaches the least (threshold(u, v) - m_v); the m_v,
 * means of the thresholds over the users of the block, only make that test sharper. It is lowered
 * by a bound on its rounding errors, so no item is missed.
 */
final class VariantEpilogue implements Epilogue {
  /** Below, terms that were lost to underflow may show in the sum. */
  private static final double LEAST_SUM = 1e-20;

  /** Eight units in the last place of a float: more than three roundings. */
  private static final double ROUNDING = 0x1p-20;

  private final Kernel kernel;
  private final Speculation speculation;
  private final CandidateLists candidates;
  private final int users;
  private final int variants;
  private final int sumStride;
  private final References references;
  private final double[] sums;
  private final float[] powers = new float[Kernel.QUAD * Tile.ITEMS];
  private final float[] sampled = new float[Tile.ITEMS];
  private final float[] highest = new float[Tile.ITEMS];
  private final float[] means;
  private final int[] hits = new int[Tile.ITEMS + PackedItems.PANEL];
  private final int[] chosen;
  private CatalogueBlock block;
  private VariantLogits contexts;
  private QueryBlock queries;
  private TopLists lists;
  private int firstUser;

  VariantEpilogue(Kernel kernel, int users, int variants, int n) {
    this.kernel = kernel;
    this.speculation = new Speculation(kernel, n);
    this.candidates = new CandidateLists(users * variants, n);
    this.users = users;
    this.variants = variants;
    this.sumStride = VariantLogits.padded(variants);
    this.references = new References(kernel, users);
    this.sums = new double[users * sumStride];
    this.means = new float[variants];
    this.chosen = new int[variants + 1];
  }

  @Override
  public void start(
      CatalogueBlock items, QueryBlock scored, Tile tile, TopLists results, int firstOfUsers) {
    block = items;
    contexts = items.variantLogits();
    queries = scored;
    lists = results;
    firstUser = firstOfUsers;
    Arrays.fill(sums, 0);
    int rank = speculation.rank(tile.items(), block.items().items());
    for (int user = 0; user < queries.count(); user++) {
      references.start(user, tile, ExactScan.greatest(block, queries, user));
      for (int variant = 0; variant < variants; variant++) {
        start(tile, user, variant, rank);
      }
    }
    findMeans();
  }

  private void start(Tile tile, int user, int variant, int rank) {
    int list = lists.list(firstUser + user, variant);
    int candidate = user * variants + variant;
    candidates.start(candidate, lists.keys(), list * lists.n(), lists.size(list));
    add(
        tile.logits(),
        tile.row(user),
        contexts.rows(),
        variant * contexts.stride() + tile.first(),
        tile.padded(),
        sampled);
    candidates.raise(
        candidate, speculation.threshold(sampled, 0, tile.items(), tile.padded(), rank));
  }

  private static void add(float[] a, int aFrom, float[] b, int bFrom, int count, float[] sum) {
    for (int i = 0; i < count; i++) {
      sum[i] = a[aFrom + i] + b[bFrom + i];
    }
  }

  private void findMeans() {
    for (int variant = 0; variant < variants; variant++) {
      double sum = 0;
      for (int user = 0; user < queries.count(); user++) {
        sum += candidates.threshold(user * variants + variant);
      }
      double mean = sum / queries.count();
      means[variant] = Math.abs(mean) < ExactScan.LARGEST ? (float) mean : 0f;
    }
  }

  @Override
  public void use(Tile tile) {
    findHighest(tile);
    for (int user = 0; user < queries.count(); user++) {
      references.use(user, tile);
    }
    for (int user = 0; user < queries.count(); user += Kernel.QUAD) {
      addPowers(tile, user);
    }
    for (int user = 0; user < queries.count(); user++) {
      collect(tile, user);
    }
  }

  private void findHighest(Tile tile) {
    Arrays.fill(highest, 0, tile.padded(), Float.NEGATIVE_INFINITY);
    for (int variant = 0; variant < variants; variant++) {
      int row = variant * contexts.stride() + tile.first();
      float mean = means[variant];
      float[] rows = contexts.rows();
      for (int i = 0; i < tile.padded(); i++) {
        highest[i] = Math.max(highest[i], rows[row + i] - mean);
      }
    }
  }

  private void addPowers(Tile tile, int quad) {
    for (int k = 0; k < Kernel.QUAD; k++) {
      int user = Math.min(quad + k, users - 1);
      kernel.exp(
          tile.logits(),
          tile.row(user),
          tile.padded(),
          references.of(user),
          powers,
          k * Tile.ITEMS);
    }
    for (int variant = 0; variant < sumStride; variant += Kernel.QUAD) {
      kernel.addProducts(
          powers,
          0,
          Tile.ITEMS,
          contexts.powers(),
          variant * contexts.stride() + tile.first(),
          contexts.stride(),
          tile.padded(),
          sums,
          quad * sumStride + variant,
          sumStride);
    }
  }

  private void collect(Tile tile, int user) {
    PackedItems items = block.items();
    int row = tile.row(user);
    int list = user * variants;
    int found =
        kernel.sumAtLeast(
            tile.logits(), row, highest, 0, tile.padded(), sharedThreshold(user), hits);
    float[] columns = contexts.columns();
    float[] thresholds = candidates.thresholds();
    for (int i = 0; i < found; i++) {
      float logit = tile.logits()[row + hits[i]];
      int position = tile.first() + hits[i];
      int column = position * variants;
      int count = 0;
      for (int variant = 0; variant < variants; variant++) {
        chosen[count] = variant;
        count += logit + columns[column + variant] >= thresholds[list + variant] ? 1 : 0;
      }
      for (int j = 0; j < count; j++) {
        int variant = chosen[j];
        candidates.add(list + variant, logit + columns[column + variant], items.ordinal(position));
      }
    }
  }

  private float sharedThreshold(int user) {
    double least = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int variant = 0; variant < variants; variant++) {
      least =
          Math.min(
              least, (double) candidates.threshold(user * variants + variant) - means[variant]);
      largest = Math.max(largest, contexts.largest(variant) + (double) Math.abs(means[variant]));
    }
    double slack = ROUNDING * (ExactScan.bound(block, queries, user) + largest);
    double threshold = least - slack;
    return threshold > CandidateLists.NO_THRESHOLD
        ? (float) threshold
        : CandidateLists.NO_THRESHOLD;
  }

  @Override
  public void tighten(int seen) {
    int rank = speculation.rank(seen, block.items().items());
    for (int list = 0; list < queries.count() * variants; list++) {
      candidates.raiseToRank(list, rank);
    }
  }

  @Override
  public void finish() {
    for (int user = 0; user < queries.count(); user++) {
      double bound = ExactScan.bound(block, queries, user);
      for (int variant = 0; variant < variants; variant++) {
        finish(user, variant, bound + contexts.largest(variant) < ExactScan.LARGEST);
      }
    }
  }

  private void finish(int user, int variant, boolean safe) {
    int list = lists.list(firstUser + user, variant);
    double sum = sums[user * sumStride + variant];
    if (safe && references.held(user) && sum >= LEAST_SUM) {
      lists.addPartition(
          list, (double) references.of(user) + contexts.reference(variant) + Math.log(sum));
    } else {
      ExactScan.partition(block, queries.user(user), variant, lists, list);
    }
    int candidate = user * variants + variant;
    int wanted = Math.min(lists.n(), lists.size(list) + block.items().items());
    if (safe && candidates.isComplete(candidate, wanted)) {
      candidates.drain(candidate, wanted, lists.keys(), list * lists.n());
      lists.setSize(list, wanted);
    } else {
      ExactScan.top(block, queries.user(user), variant, lists, list);
    }
  }
}
