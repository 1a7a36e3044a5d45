package io.nightjar.serving.ranking;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.serving.index.VariantIndex;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the best items of the catalogue: a row of the table when it is long enough, else scored
 * live, with the same items in the same order. Stateless.
 */
public final class CatalogueRecommender {
  private CatalogueRecommender() {}

  /**
   * The best items for a user in a context.
   *
   * @param userId a user that the model does not know gets the popular items of the context
   * @param context a variant that the model knows
   * @param numResults how many; fewer come back when the catalogue is smaller
   * @return scores are over the whole catalogue
   */
  public static Answer recommend(
      CampaignSnapshot snapshot, String userId, ContextVariant context, int numResults) {
    EmbeddingModel model = snapshot.model().embeddings();
    int user = model.users().ordinal(userId);
    int wanted = Math.min(numResults, model.items().size());
    VariantIndex table = snapshot.index().variant(context.key());
    if (table != null && table.has(user) && table.size(user) >= wanted) {
      return fromTable(table, model.items(), user, wanted);
    }
    ScoredItems live =
        snapshot.model().scorer().recommend(QueryVector.of(model, user, context), wanted);
    List<PredictedItem> items = new ArrayList<>(live.size());
    for (int position = 0; position < live.size(); position++) {
      items.add(
          new PredictedItem(
              model.items().id(live.ordinal(position)), (float) live.score(position)));
    }
    return new Answer(items, Answer.Source.LIVE);
  }

  private static Answer fromTable(VariantIndex table, IdMap ids, int user, int wanted) {
    List<PredictedItem> items = new ArrayList<>(wanted);
    for (int position = 0; position < wanted; position++) {
      items.add(
          new PredictedItem(ids.id(table.ordinal(user, position)), table.score(user, position)));
    }
    return new Answer(items, Answer.Source.TABLE);
  }
}
