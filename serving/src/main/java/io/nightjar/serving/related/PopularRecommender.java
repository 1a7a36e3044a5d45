package io.nightjar.serving.related;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.index.PopularItems;
import io.nightjar.serving.ranking.Answer;
import io.nightjar.serving.ranking.RequestFilter;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.AllowedItems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/** Lists the items of a model's popular items that a filter admits. Stateless. */
public final class PopularRecommender {
  private PopularRecommender() {}

  /**
   * The most popular items, then those without interactions by id.
   *
   * @param numResults how many; fewer come back when the catalogue has, or the filter admits, fewer
   */
  public static Answer recommend(CampaignSnapshot snapshot, int numResults, RequestFilter filter) {
    List<PredictedItem> items = new ArrayList<>(numResults);
    add(items, snapshot, numResults, filter.allowed(), new BitSet(), PredictedItem::unscored);
    return new Answer(items, Answer.Source.TABLE);
  }

  /**
   * Adds popular items in place of others, and says so of each.
   *
   * @param items to this list, up to {@code size}
   * @param allowed which may be added; null for all
   * @param not ordinals of those that may not
   */
  static void fill(
      List<PredictedItem> items,
      CampaignSnapshot snapshot,
      int size,
      AllowedItems allowed,
      BitSet not) {
    add(items, snapshot, size, allowed, not, PredictedItem::popular);
  }

  private static void add(
      List<PredictedItem> items,
      CampaignSnapshot snapshot,
      int size,
      AllowedItems allowed,
      BitSet not,
      Function<String, PredictedItem> item) {
    IdMap ids = snapshot.model().embeddings().items();
    PopularItems popular = snapshot.lists().popular();
    for (int place = 0; place < popular.size() && items.size() < size; place++) {
      int ordinal = popular.ordinal(place);
      if ((allowed == null || allowed.contains(ordinal)) && !not.get(ordinal)) {
        items.add(item.apply(ids.id(ordinal)));
      }
    }
  }
}
