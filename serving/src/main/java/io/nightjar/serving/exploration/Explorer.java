package io.nightjar.serving.exploration;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.campaign.CampaignExploration;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gives places of one list to new items: ε-greedy, place by place. Immutable.
 *
 * <p>Implementation note: from the first place to the last, a place is explored with probability ε.
 * It then gets one of the pool, all equally likely, that is not yet in the list; else the next of
 * the list as it would be. The pool are the new items that this user would like best of those that
 * the filter admits and the list does not have. As the draws are uniform and without replacement,
 * the probability of each item at each place has a closed form ({@link PlaceOdds}), which a draw in
 * proportion to the scores would not have. ε-greedy: Sutton and Barto, Reinforcement Learning, 2.2;
 * what the probabilities are for: Li, Abbasi-Yadkori, Kveton, Muthukrishnan, Vinay and Wen, Offline
 * Evaluation of Ranking Policies with Click Models (KDD 2018), the item-position estimator.
 */
public final class Explorer {
  /** New items that may be drawn for a list, if it is no longer than that. */
  static final int POOL = 100;

  /** Tells this random stream from that of promotions, which has the seed itself. */
  private static final long STREAM = 0x9E3779B97F4A7C15L;

  private final CampaignSnapshot snapshot;
  private final QueryVector query;
  private final AllowedItems eligible;
  private final Answer greedy;
  private final int pool;
  private final PlaceOdds odds;

  private Explorer(
      CampaignSnapshot snapshot, QueryVector query, AllowedItems eligible, Answer greedy) {
    this.snapshot = snapshot;
    this.query = query;
    this.eligible = eligible;
    this.greedy = greedy;
    int places = greedy.items().size();
    this.pool = Math.min(eligible.size(), Math.max(POOL, places));
    this.odds = new PlaceOdds(places, pool, snapshot.exploration().weight());
  }

  /**
   * For one list.
   *
   * @param snapshot of a campaign that explores
   * @param userId need not be known
   * @param context a variant that the model knows
   * @param allowed which items may be listed; null for all
   * @param greedy the list without exploration
   * @param shown other items that the reply shows, which are not drawn
   */
  public static Explorer of(
      CampaignSnapshot snapshot,
      String userId,
      ContextVariant context,
      AllowedItems allowed,
      Answer greedy,
      List<PredictedItem> shown) {
    EmbeddingModel model = snapshot.model().embeddings();
    BitSet eligible = eligible(snapshot.exploration(), allowed);
    clear(eligible, greedy.items(), model.items());
    clear(eligible, shown, model.items());
    return new Explorer(
        snapshot,
        QueryVector.of(model, model.users().ordinal(userId), context),
        AllowedItems.of(model.items().size(), eligible),
        greedy);
  }

  private static BitSet eligible(CampaignExploration exploration, AllowedItems allowed) {
    BitSet eligible = exploration.newItems().toBitSet();
    if (allowed != null) {
      eligible.and(allowed.toBitSet());
    }
    return eligible;
  }

  private static void clear(BitSet eligible, List<PredictedItem> items, IdMap ids) {
    for (PredictedItem item : items) {
      eligible.clear(ids.ordinal(item.itemId()));
    }
  }

  /** The list with the new items that a seed draws. */
  public ExploredList explore(long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ STREAM);
    int[] draws = new int[greedy.items().size()];
    int count = 0;
    for (int place = 0; place < draws.length; place++) {
      boolean explored = count < pool && random.nextDouble() < snapshot.exploration().weight();
      draws[place] = explored ? random.nextInt(count++, pool) : -1;
    }
    return count == 0 ? unexplored() : filled(draws);
  }

  private ExploredList unexplored() {
    int[] ranks = new int[greedy.items().size()];
    for (int place = 0; place < ranks.length; place++) {
      ranks[place] = place;
    }
    return new ExploredList(odds, greedy, ranks);
  }

  /**
   * Puts a list together.
   *
   * @param draws for each place, what it swaps in a shuffle of the pool; −1 for none
   */
  private ExploredList filled(int[] draws) {
    ScoredItems best = pool();
    int[] order = new int[pool];
    for (int i = 0; i < pool; i++) {
      order[i] = i;
    }
    int[] ranks = new int[draws.length];
    List<PredictedItem> items = new ArrayList<>(draws.length);
    int used = 0;
    for (int place = 0; place < draws.length; place++) {
      if (draws[place] < 0) {
        ranks[place] = place - used;
        items.add(greedy.items().get(ranks[place]));
        continue;
      }
      int drawn = order[draws[place]];
      order[draws[place]] = order[used];
      used++;
      ranks[place] = ExploredList.NEW;
      items.add(
          new PredictedItem(
                  snapshot.model().embeddings().items().id(best.ordinal(drawn)),
                  (float) best.score(drawn))
              .explored());
    }
    return new ExploredList(odds, new Answer(items, Answer.Source.LIVE), ranks);
  }

  /** What a list of this request may have of one item of the catalogue. */
  public Chance chance(String itemId) {
    for (int rank = 0; rank < greedy.items().size(); rank++) {
      if (greedy.items().get(rank).itemId().equals(itemId)) {
        return new Chance(Chance.Role.LISTED, anywhere(rank));
      }
    }
    int item = snapshot.model().embeddings().items().ordinal(itemId);
    if (!snapshot.exploration().newItems().contains(item)) {
      return new Chance(Chance.Role.NOT_NEW, 0);
    }
    if (!eligible.contains(item)) {
      return new Chance(Chance.Role.FILTERED, 0);
    }
    ScoredItems best = pool();
    for (int position = 0; position < best.size(); position++) {
      if (best.ordinal(position) == item) {
        return new Chance(Chance.Role.IN_POOL, anywhere(ExploredList.NEW));
      }
    }
    return new Chance(Chance.Role.BEYOND_POOL, 0);
  }

  private double anywhere(int rank) {
    double probability = 0;
    for (int place = 0; place < odds.places(); place++) {
      probability += odds.of(rank, place);
    }
    // Places sum to 1 at most, but for rounding.
    return Math.min(1, probability);
  }

  private ScoredItems pool() {
    return snapshot.model().scorer().recommend(query, pool, eligible);
  }
}
