package io.nightjar.shared.batch;

import io.nightjar.shared.vector.Kernel;
import io.nightjar.shared.vector.PackedItems;

/** One variant, that without context: list = user. */
final class PlainEpilogue implements Epilogue {
  private final Kernel kernel;
  private final Speculation speculation;
  private final CandidateLists candidates;
  private final References references;
  private final double[] sums;
  private final int[] hits = new int[Tile.ITEMS + PackedItems.PANEL];
  private CatalogueBlock block;
  private QueryBlock queries;
  private TopLists lists;
  private int firstUser;

  PlainEpilogue(Kernel kernel, int users, int n) {
    this.kernel = kernel;
    this.speculation = new Speculation(kernel, n);
    this.candidates = new CandidateLists(users, n);
    this.references = new References(kernel, users);
    this.sums = new double[users];
  }

  @Override
  public void start(
      CatalogueBlock items, QueryBlock users, Tile tile, TopLists results, int firstOfUsers) {
    block = items;
    queries = users;
    lists = results;
    firstUser = firstOfUsers;
    int rank = speculation.rank(tile.items(), block.items().items());
    for (int user = 0; user < queries.count(); user++) {
      int list = lists.list(firstUser + user, 0);
      candidates.start(user, lists.keys(), list * lists.n(), lists.size(list));
      candidates.raise(
          user,
          speculation.threshold(tile.logits(), tile.row(user), tile.items(), tile.padded(), rank));
      references.start(user, tile, ExactScan.greatest(block, queries, user));
      sums[user] = 0;
    }
  }

  @Override
  public void use(Tile tile) {
    kernel.addExpSums(
        tile.logits(),
        tile.row(0),
        Tile.ITEMS,
        queries.count(),
        tile.padded(),
        references.all(),
        sums);
    collect(tile);
  }

  /** On its own, so that the compiler need not fit it into one method with the exponentials. */
  private void collect(Tile tile) {
    PackedItems items = block.items();
    for (int user = 0; user < queries.count(); user++) {
      int row = tile.row(user);
      references.use(user, tile);
      int found =
          kernel.atLeast(tile.logits(), row, tile.padded(), candidates.threshold(user), hits);
      for (int i = 0; i < found; i++) {
        candidates.add(user, tile.logits()[row + hits[i]], items.ordinal(tile.first() + hits[i]));
      }
    }
  }

  @Override
  public void tighten(int seen) {
    int rank = speculation.rank(seen, block.items().items());
    for (int user = 0; user < queries.count(); user++) {
      candidates.raiseToRank(user, rank);
    }
  }

  @Override
  public void finish() {
    for (int user = 0; user < queries.count(); user++) {
      int list = lists.list(firstUser + user, 0);
      boolean safe = ExactScan.bound(block, queries, user) < ExactScan.LARGEST;
      if (!safe || !references.held(user)) {
        ExactScan.partition(block, queries.user(user), 0, lists, list);
      } else {
        lists.addPartition(list, references.of(user) + Math.log(sums[user]));
      }
      int wanted = Math.min(lists.n(), lists.size(list) + block.items().items());
      if (safe && candidates.isComplete(user, wanted)) {
        candidates.drain(user, wanted, lists.keys(), list * lists.n());
        lists.setSize(list, wanted);
      } else {
        ExactScan.top(block, queries.user(user), 0, lists, list);
      }
    }
  }
}
