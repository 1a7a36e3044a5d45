package io.nightjar.jobs.publish;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.campaign.RecipeNeeds;
import io.nightjar.shared.campaign.UnservableModelException;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Points campaigns at models; each change is one small file, replaced atomically. */
public final class Publisher {
  private final ModelStore store;

  /** A publisher for one store. */
  public Publisher(ModelStore store) {
    this.store = store;
  }

  /**
   * Points a campaign at a model.
   *
   * @param recipe what the campaign answers; null: the recipe the model was trained for
   * @throws InputException if the model is trained for a recipe that has other answers, lacks a
   *     table that the recipe needs, or a file is missing
   */
  public CampaignManifest publish(String campaign, String model, Recipe recipe) {
    return publish(campaign, model, recipe == null ? null : recipe.recipeName(), null);
  }

  /**
   * Points a campaign at a model.
   *
   * @param recipe name or alias of what the campaign answers; null: the recipe the model was
   *     trained for
   * @param metadata whether requests may ask for columns of the items; null: as the campaign has it
   * @throws InputException if the model lacks a table that the recipe needs, or a file is missing
   */
  public CampaignManifest publish(String campaign, String model, String recipe, Boolean metadata) {
    requireName(campaign);
    ModelManifest manifest = store.manifest(model);
    String name = Recipe.nameGiven(recipe == null ? manifest.recipe() : recipe);
    try {
      RecipeNeeds.require(Recipe.of(name), manifest);
    } catch (UnservableModelException e) {
      throw new InputException(e.getMessage(), e);
    }
    store.requireFiles(manifest);
    Optional<CampaignManifest> before = store.campaign(campaign);
    String previous =
        before
            .map(old -> old.model().equals(model) ? old.previousModel() : old.model())
            .orElse(null);
    Boolean kept = before.map(CampaignManifest::enableMetadataWithRecommendations).orElse(null);
    return replace(campaign, name, model, previous, metadata == null ? kept : metadata);
  }

  /**
   * Points a campaign back at the model it served before; doing it twice leads back.
   *
   * @throws InputException if there is no such campaign, or no model before, or it is gone
   */
  public CampaignManifest rollback(String campaign) {
    requireName(campaign);
    CampaignManifest now =
        store
            .campaign(campaign)
            .orElseThrow(() -> new InputException("campaign " + campaign + " does not exist"));
    try {
      ModelManifest previous = store.manifest(now.rollbackModel());
      CampaignManifest rolledBack = now.rolledBack(previous, Instant.now());
      store.requireFiles(previous);
      store.replaceCampaign(rolledBack);
      return rolledBack;
    } catch (UnservableModelException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  private CampaignManifest replace(
      String campaign, String recipe, String model, String previous, Boolean metadata) {
    CampaignManifest manifest =
        new CampaignManifest(
            campaign,
            recipe,
            model,
            previous,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            metadata);
    store.replaceCampaign(manifest);
    return manifest;
  }

  private static void requireName(String campaign) {
    if (!ModelLayout.isCampaignName(campaign)) {
      throw new IllegalArgumentException(
          "--campaign must be 1 to 63 letters, digits, '-' and '_', starting with a letter or"
              + " digit: '"
              + campaign
              + "'");
    }
  }
}
