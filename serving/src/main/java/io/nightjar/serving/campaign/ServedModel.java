package io.nightjar.serving.campaign;

import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.scoring.Scorer;

/**
 * A verified model, ready to score. Campaigns of one model share it.
 *
 * @param manifest its {@code model.json}
 * @param embeddings its users, items and context values; of recipes that are not personal the ids
 *     of the items alone, without any user
 * @param scorer its items, packed for scoring; null for recipes that are not personal
 * @param filterData what filters ask of it
 * @param metadata its items' columns for replies
 */
public record ServedModel(
    ModelManifest manifest,
    EmbeddingModel embeddings,
    Scorer scorer,
    FilterData filterData,
    ItemMetadata metadata) {
  /** Whether it can score for users. */
  public boolean isPersonal() {
    return scorer != null;
  }
}
