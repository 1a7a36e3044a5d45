package io.nightjar.serving.ranking;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.index.VariantIndex;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the best items of the catalogue that a filter admits: from a row of the table when it has
 * enough of them, else scored live, with the same items in the same order. Stateless.
 */
public final class CatalogueRecommender {
  private CatalogueRecommender() {}

  /**
   * The best items for a user in a context.
   *
   * @param userId a user that the model does not know gets the popular items of the context
   * @param context a variant that the model knows
   * @param numResults how many; fewer come back when the catalogue has, or the filter admits, fewer
   * @param filter which items may be listed
   * @return scores are over the whole catalogue
   */
  public static Answer recommend(
      CampaignSnapshot snapshot,
      String userId,
      ContextVariant context,
      int numResults,
      RequestFilter filter) {
    Answer row = row(snapshot, userId, context, numResults, filter);
    if (row != null) {
      return row;
    }
    EmbeddingModel model = snapshot.model().embeddings();
    int user = model.users().ordinal(userId);
    ScoredItems live =
        snapshot
            .model()
            .scorer()
            .recommend(
                QueryVector.of(model, user, context),
                wanted(model, numResults, filter.allowed()),
                filter.allowed());
    List<PredictedItem> items = new ArrayList<>(live.size());
    for (int position = 0; position < live.size(); position++) {
      items.add(
          new PredictedItem(
              model.items().id(live.ordinal(position)), (float) live.score(position)));
    }
    return new Answer(items, Answer.Source.LIVE);
  }

  /**
   * The same from a row of the table alone, which takes microseconds.
   *
   * @return null when the table has no row for them, or not enough items that the filter admits
   */
  public static Answer row(
      CampaignSnapshot snapshot,
      String userId,
      ContextVariant context,
      int numResults,
      RequestFilter filter) {
    VariantIndex table = snapshot.index().variant(context.key());
    if (table == null) {
      return null;
    }
    EmbeddingModel model = snapshot.model().embeddings();
    int user = model.users().ordinal(userId);
    if (!table.has(user)) {
      return null;
    }
    int wanted = wanted(model, numResults, filter.allowed());
    List<PredictedItem> items = fromTable(table, model.items(), user, wanted, filter.allowed());
    return items.size() == wanted ? new Answer(items, Answer.Source.TABLE) : null;
  }

  private static int wanted(EmbeddingModel model, int numResults, AllowedItems allowed) {
    return Math.min(numResults, allowed == null ? model.items().size() : allowed.size());
  }

  /** The best {@code wanted} of those that the row has and the filter admits, or what there is. */
  private static List<PredictedItem> fromTable(
      VariantIndex table, IdMap ids, int user, int wanted, AllowedItems allowed) {
    int size = table.size(user);
    if (size < wanted) {
      return List.of();
    }
    List<PredictedItem> items = new ArrayList<>(wanted);
    for (int position = 0; position < size && items.size() < wanted; position++) {
      int item = table.ordinal(user, position);
      if (allowed == null || allowed.contains(item)) {
        items.add(new PredictedItem(ids.id(item), table.score(user, position)));
      }
    }
    return items;
  }
}
