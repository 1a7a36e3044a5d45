package io.nightjar.serving.ranking;

import io.nightjar.serving.api.PredictedItem;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.scoring.AllowedItems;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Orders the caller's items for a user. Stateless. */
public final class PersonalizedRanker {
  private PersonalizedRanker() {}

  /**
   * Ranks items.
   *
   * @param userId a user that the model does not know gets the order of popularity in the context
   * @param context a variant that the model knows
   * @param inputList item ids; of duplicates the first counts
   * @param filter which items are ranked; the others are left out, and take no part in the scores
   * @return the items that the model knows, best first, with scores that sum to 1; then the others
   *     in input order without a score
   */
  public static Answer rank(
      CampaignSnapshot snapshot,
      String userId,
      ContextVariant context,
      List<String> inputList,
      RequestFilter filter) {
    EmbeddingModel model = snapshot.model().embeddings();
    int[] known = new int[inputList.size()];
    int count = 0;
    OrdinalSet seen = new OrdinalSet(inputList.size());
    Set<String> unknown = new LinkedHashSet<>();
    AllowedItems allowed = filter.allowed();
    int[] ordinals = model.items().ordinals(inputList);
    for (int i = 0; i < ordinals.length; i++) {
      int ordinal = ordinals[i];
      if (ordinal < 0) {
        unknown.add(inputList.get(i));
      } else if (seen.add(ordinal) && (allowed == null || allowed.contains(ordinal))) {
        known[count++] = ordinal;
      }
    }
    int user = model.users().ordinal(userId);
    ScoredItems ranked =
        snapshot
            .model()
            .scorer()
            .rank(QueryVector.of(model, user, context), Arrays.copyOf(known, count));
    List<PredictedItem> items = new ArrayList<>(count + unknown.size());
    for (int position = 0; position < ranked.size(); position++) {
      items.add(
          new PredictedItem(
              model.items().id(ranked.ordinal(position)), (float) ranked.score(position)));
    }
    for (String itemId : filter.admittedStrangers(List.copyOf(unknown))) {
      items.add(PredictedItem.unscored(itemId));
    }
    return new Answer(items, Answer.Source.LIVE);
  }
}
