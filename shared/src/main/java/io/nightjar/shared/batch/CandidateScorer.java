package io.nightjar.shared.batch;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.Kernels;
import io.nightjar.shared.vector.PackedItems;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Scores queries that differ in their candidates: each is ranked over the catalogue without the
 * items that it excludes, which is what an evaluation asks for.
 *
 * <p>{@value #QUERIES} queries are taken at a time and items {@value Tile#ITEMS} at a time, as in
 * {@link BatchScorer}. Excluded items become minus infinity while the tile lies in the cache, so
 * denominators are sums over the candidates themselves and nothing is subtracted from a sum. Logits
 * have the bits of {@link io.nightjar.shared.scoring.Scorer}; log-partitions agree within 1e-6.
 *
 * <p>Holds about {@code QUERIES × (2 × dimension + 2048) × 4} bytes. Not thread-safe.
 */
public final class CandidateScorer {
  private static final int QUERIES = 64;

  private final Kernel kernel = Kernels.active();
  private final PackedItems items;
  private final int n;
  private final QueryBlock users;
  private final QueryBlock contexts;
  private final Tile userTile = new Tile(QUERIES);
  private final Tile contextTile = new Tile(QUERIES);
  private final int[] hits = new int[Tile.ITEMS + PackedItems.PANEL];

  /**
   * A scorer over one catalogue.
   *
   * @param items packed in order, so that positions are ordinals
   * @param n items wanted for each query
   * @throws IllegalArgumentException if the items are not in order
   */
  public CandidateScorer(PackedItems items, int n) {
    for (int position = 0; position < items.items(); position++) {
      if (items.ordinal(position) != position) {
        throw new IllegalArgumentException(
            "items must be in order: position " + position + " has " + items.ordinal(position));
      }
    }
    this.items = items;
    this.n = n;
    this.users = new QueryBlock(items.dimension(), QUERIES);
    this.contexts = new QueryBlock(items.dimension(), QUERIES);
  }

  /**
   * Ranks the candidates of every query.
   *
   * @throws IllegalArgumentException if a vector has the wrong length or logits might overflow
   */
  public List<CandidateRanking> score(List<CandidateQuery> queries) {
    List<CandidateRanking> rankings = new ArrayList<>(queries.size());
    for (int from = 0; from < queries.size(); from += QUERIES) {
      score(queries.subList(from, Math.min(from + QUERIES, queries.size())), rankings);
    }
    return rankings;
  }

  private void score(List<CandidateQuery> block, List<CandidateRanking> rankings) {
    int[] slots = load(block);
    List<CandidateProgress> progress = new ArrayList<>(block.size());
    for (CandidateQuery query : block) {
      progress.add(new CandidateProgress(query, Math.min(n, items.items())));
    }
    for (int tile = 0; tile < Tile.tiles(items); tile++) {
      userTile.compute(kernel, items, users, tile);
      if (contexts.count() > 0) {
        contextTile.compute(kernel, items, contexts, tile);
      }
      for (int query = 0; query < slots.length; query++) {
        if (slots[query] >= 0) {
          addContext(query, slots[query]);
        }
        use(progress.get(query), query);
      }
    }
    progress.forEach(done -> rankings.add(done.ranking()));
  }

  /** Loads the vectors; gives for each query the place of its context, or -1. */
  private int[] load(List<CandidateQuery> block) {
    float[][] userVectors = new float[block.size()][];
    int[] slots = new int[block.size()];
    IdentityHashMap<float[], Integer> known = new IdentityHashMap<>();
    List<float[]> contextVectors = new ArrayList<>();
    for (int query = 0; query < slots.length; query++) {
      userVectors[query] = block.get(query).user();
      float[] context = block.get(query).context();
      slots[query] = -1;
      if (context != null) {
        Integer slot = known.putIfAbsent(context, contextVectors.size());
        if (slot == null) {
          slot = contextVectors.size();
          contextVectors.add(context);
        }
        slots[query] = slot;
      }
    }
    users.load(userVectors, 0, userVectors.length);
    contexts.load(contextVectors.toArray(new float[0][]), 0, contextVectors.size());
    for (int query = 0; query < slots.length; query++) {
      requireFinite(users.norm(query) + (slots[query] < 0 ? 0 : contexts.norm(slots[query])));
    }
    return slots;
  }

  private void requireFinite(double norm) {
    double bound = items.bound(norm);
    if (!(bound < PackedItems.LARGEST_BOUND)) {
      throw new IllegalArgumentException(
          "logits must be finite: a query has length " + norm + ", a logit may reach " + bound);
    }
  }

  private void addContext(int query, int slot) {
    float[] logits = userTile.logits();
    float[] addends = contextTile.logits();
    int row = userTile.row(query);
    int contextRow = contextTile.row(slot);
    for (int i = 0; i < userTile.padded(); i++) {
      logits[row + i] += addends[contextRow + i];
    }
  }

  private void use(CandidateProgress progress, int query) {
    float[] logits = userTile.logits();
    int row = userTile.row(query);
    int first = userTile.first();
    progress.readAskedAndMask(logits, row, first, userTile.items());
    float max = kernel.max(logits, row, userTile.padded());
    if (max == Float.NEGATIVE_INFINITY) {
      return;
    }
    progress.raiseReference(max);
    progress.addToSum(kernel.expSum(logits, row, userTile.padded(), progress.reference()));
    int found = kernel.atLeast(logits, row, userTile.padded(), progress.threshold(), hits);
    for (int i = 0; i < found; i++) {
      progress.offer(first + hits[i], logits[row + hits[i]]);
    }
  }
}
