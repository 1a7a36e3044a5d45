package io.nightjar.serving.related;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.index.SimilarItems;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.RequestFilter;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.similarity.ItemSimilarity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the items that go with an item: from its row of the table when that has enough of those
 * that a filter admits; else, for aws-similar-items, by comparing it with the whole catalogue, with
 * the same items in the same order; else filled up with popular items. Stateless.
 */
public final class RelatedRecommender {
  private RelatedRecommender() {}

  /**
   * The items that go with an item, without itself.
   *
   * @param itemId an item that the model does not know gets the popular items
   * @param numResults how many; fewer come back when the catalogue has, or the filter admits, fewer
   */
  public static Answer recommend(
      CampaignSnapshot snapshot, String itemId, int numResults, RequestFilter filter) {
    IdMap ids = snapshot.model().embeddings().items();
    AllowedItems allowed = filter.allowed();
    int item = ids.ordinal(itemId);
    BitSet listed = new BitSet();
    List<PredictedItem> items = new ArrayList<>(numResults);
    if (item >= 0) {
      listed.set(item);
      int wanted = Math.min(numResults, others(item, ids.size(), allowed));
      addFromTable(items, snapshot, item, wanted, allowed, listed);
      if (items.size() == wanted) {
        return new Answer(items, Answer.Source.TABLE);
      }
      ItemSimilarity similarity = snapshot.lists().similarity();
      if (similarity != null && similarity.knows(item)) {
        return live(ids, similarity.mostLike(item, wanted, allowed));
      }
    }
    PopularRecommender.fill(items, snapshot, numResults, allowed, listed);
    return new Answer(items, Answer.Source.POPULAR);
  }

  private static int others(int item, int items, AllowedItems allowed) {
    if (allowed == null) {
      return items - 1;
    }
    return allowed.size() - (allowed.contains(item) ? 1 : 0);
  }

  private static void addFromTable(
      List<PredictedItem> items,
      CampaignSnapshot snapshot,
      int item,
      int wanted,
      AllowedItems allowed,
      BitSet listed) {
    IdMap ids = snapshot.model().embeddings().items();
    SimilarItems similar = snapshot.lists().similar();
    for (int place = 0; place < similar.size(item) && items.size() < wanted; place++) {
      int other = similar.ordinal(item, place);
      if (allowed == null || allowed.contains(other)) {
        items.add(PredictedItem.unscored(ids.id(other)));
        listed.set(other);
      }
    }
  }

  private static Answer live(IdMap ids, int[] ordinals) {
    List<PredictedItem> items = new ArrayList<>(ordinals.length);
    for (int other : ordinals) {
      items.add(PredictedItem.unscored(ids.id(other)));
    }
    return new Answer(items, Answer.Source.LIVE);
  }
}
