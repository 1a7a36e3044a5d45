package io.nightjar.serving.campaign;

import io.nightjar.serving.index.ItemLists;
import io.nightjar.serving.index.RecommendationIndex;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;

/**
 * What one campaign serves: one model, complete, verified and immutable. A request takes a snapshot
 * once and answers from it alone.
 *
 * @param campaign the campaign file
 * @param model the model that it names
 * @param index the model's precomputed lists; empty but for aws-user-personalization
 * @param lists similar and popular items; none for personal recipes
 */
public record CampaignSnapshot(
    CampaignManifest campaign, ServedModel model, RecommendationIndex index, ItemLists lists) {

  /** What the campaign answers. */
  public Recipe recipe() {
    return Recipe.of(campaign.recipe());
  }

  /** Id of the model. */
  public String modelId() {
    return campaign.model();
  }
}
