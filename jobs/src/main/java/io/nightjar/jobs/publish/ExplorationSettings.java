package io.nightjar.jobs.publish;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.ItemExplorationConfig;
import io.nightjar.shared.campaign.Recipe;

/**
 * What a publication says about the exploration of a campaign; what is null stays as the campaign
 * has it.
 *
 * @param weight see {@link ItemExplorationConfig}
 * @param itemAgeCutOff see {@link ItemExplorationConfig}
 */
public record ExplorationSettings(String weight, String itemAgeCutOff) {
  /** As the campaign has it. */
  public static final ExplorationSettings KEPT = new ExplorationSettings(null, null);

  /** Checks what is given. */
  public ExplorationSettings {
    new ItemExplorationConfig(weight, itemAgeCutOff);
  }

  /** Whether anything is given. */
  public boolean isGiven() {
    return weight != null || itemAgeCutOff != null;
  }

  /**
   * How the campaign explores from now on; null for not at all.
   *
   * @param before the campaign until now; null for none
   */
  ItemExplorationConfig config(CampaignManifest before) {
    ItemExplorationConfig now = before == null ? null : before.itemExplorationConfig();
    if (!isGiven()) {
      return now;
    }
    return now == null
        ? new ItemExplorationConfig(weight, itemAgeCutOff)
        : now.with(weight, itemAgeCutOff);
  }

  /**
   * Fails if exploration is asked for where the recipe has none.
   *
   * @throws InputException naming the recipe that has it
   */
  void requireFor(Recipe recipe) {
    if (isGiven() && recipe != Recipe.USER_PERSONALIZATION) {
      throw new InputException(
          "--exploration-weight and --exploration-item-age-cut-off need a campaign of "
              + Recipe.USER_PERSONALIZATION.recipeName()
              + ": this one has "
              + recipe.recipeName());
    }
  }
}
