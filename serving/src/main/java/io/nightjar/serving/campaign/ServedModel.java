package io.nightjar.serving.campaign;

import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.scoring.Scorer;

/**
 * A verified model, ready to score. Campaigns of one model share it.
 *
 * @param manifest its {@code model.json}
 * @param embeddings its users, items and context values
 * @param scorer its items, packed for scoring
 * @param filterData what filters ask of it
 * @param metadata its items' columns for replies
 */
public record ServedModel(
    ModelManifest manifest,
    EmbeddingModel embeddings,
    Scorer scorer,
    FilterData filterData,
    ItemMetadata metadata) {}
