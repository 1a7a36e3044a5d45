package io.nightjar.serving.ranking;

import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.explanation.Explanation;
import io.nightjar.shared.explanation.LogitDecomposition;
import io.nightjar.shared.model.EmbeddingModel;

/** Says of items why their logits are what they are, for one user in one context. Immutable. */
public final class Explainer {
  private final EmbeddingModel model;
  private final LogitDecomposition decomposition;

  private Explainer(EmbeddingModel model, LogitDecomposition decomposition) {
    this.model = model;
    this.decomposition = decomposition;
  }

  /**
   * For a user with the newest items of the history that the model's table has.
   *
   * @param userId need not be known
   * @param context a variant that the model knows
   */
  public static Explainer of(CampaignSnapshot snapshot, String userId, ContextVariant context) {
    EmbeddingModel model = snapshot.model().embeddings();
    int[] history =
        snapshot
            .model()
            .filterData()
            .history(userId)
            .distinctItems(LogitDecomposition.MOST_HISTORY);
    return new Explainer(
        model, LogitDecomposition.of(model, model.users().ordinal(userId), context, history));
  }

  /** The parts of an item's logit; null for an item that the model does not know. */
  public Explanation explain(String itemId) {
    int item = model.items().ordinal(itemId);
    return item < 0 ? null : decomposition.explain(item);
  }

  /** Id of an item that an explanation names. */
  public String itemId(Explanation.Contribution contribution) {
    return model.items().id(contribution.item());
  }
}
