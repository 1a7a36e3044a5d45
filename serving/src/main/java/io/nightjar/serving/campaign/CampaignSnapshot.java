package io.nightjar.serving.campaign;

import io.nightjar.serving.index.ItemLists;
import io.nightjar.serving.index.RecommendationIndex;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;

/**
 * What one campaign serves, complete, verified and immutable: one model, or the two of a split. A
 * request takes the snapshot of its user once and answers from it alone.
 *
 * @param campaign the campaign file
 * @param model a model that it names
 * @param index the model's precomputed lists; empty but for aws-user-personalization
 * @param lists similar and popular items; none for personal recipes
 * @param exploration what the campaign explores of this model; null for nothing
 * @param other the same of the model that a share of the users gets; null without a split
 */
public record CampaignSnapshot(
    CampaignManifest campaign,
    ServedModel model,
    RecommendationIndex index,
    ItemLists lists,
    CampaignExploration exploration,
    CampaignSnapshot other) {

  /** A campaign with one model that does not explore. */
  public CampaignSnapshot(
      CampaignManifest campaign, ServedModel model, RecommendationIndex index, ItemLists lists) {
    this(campaign, model, index, lists, null, null);
  }

  CampaignSnapshot with(CampaignSnapshot other) {
    return new CampaignSnapshot(campaign, model, index, lists, exploration, other);
  }

  /**
   * What answers a user.
   *
   * @param userId null for a request without one
   */
  public CampaignSnapshot of(String userId) {
    return other != null && campaign.split().takes(campaign.campaign(), userId) ? other : this;
  }

  /** {@code a} for the campaign's model, {@code b} for the share's; null without a split. */
  public String arm() {
    if (campaign.split() == null) {
      return null;
    }
    return campaign.split().model().equals(modelId()) ? "b" : "a";
  }

  /** What the campaign answers. */
  public Recipe recipe() {
    return Recipe.of(campaign.recipe());
  }

  /** Id of the model. */
  public String modelId() {
    return model.manifest().model();
  }
}
