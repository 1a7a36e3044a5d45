package io.nightjar.jobs.publish;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.CampaignSplit;
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
    return publish(
        campaign, model, recipe == null ? null : recipe.recipeName(), CampaignOptions.KEPT);
  }

  /**
   * Points a campaign, or a share of its users, at a model. For all users it ends a split.
   *
   * @param recipe name or alias of what the campaign answers; null: the recipe the model was
   *     trained for, or with a split that of the campaign
   * @throws InputException if the model lacks a table that the recipe needs, or a file is missing;
   *     with a split also if the campaign has no other model, or another recipe
   */
  public CampaignManifest publish(
      String campaign, String model, String recipe, CampaignOptions options) {
    requireName(campaign);
    Optional<CampaignManifest> before = store.campaign(campaign);
    ModelManifest manifest = store.manifest(model);
    if (options.splitPercent() != null) {
      return split(campaign, before, manifest, recipe, options);
    }
    String name = Recipe.nameGiven(recipe == null ? manifest.recipe() : recipe);
    requireServable(Recipe.of(name), manifest);
    String previous =
        before
            .map(old -> old.model().equals(model) ? old.previousModel() : old.model())
            .orElse(null);
    return replace(campaign, name, model, previous, null, before.orElse(null), options);
  }

  private CampaignManifest split(
      String campaign,
      Optional<CampaignManifest> before,
      ModelManifest manifest,
      String recipe,
      CampaignOptions options) {
    CampaignManifest now =
        before.orElseThrow(
            () ->
                new InputException(
                    "campaign "
                        + campaign
                        + " does not exist: --split needs a model that the other users stay with"));
    if (now.model().equals(manifest.model())) {
      throw new InputException(
          "campaign " + campaign + " serves " + now.model() + " already: --split needs another");
    }
    String name = recipe == null ? now.recipe() : Recipe.nameGiven(recipe);
    if (Recipe.of(name) != Recipe.of(now.recipe())) {
      throw new InputException(
          "campaign %s has recipe %s, which a split must keep: %s"
              .formatted(campaign, now.recipe(), name));
    }
    requireServable(Recipe.of(name), manifest);
    requireServable(Recipe.of(name), store.manifest(now.model()));
    CampaignSplit split = new CampaignSplit(manifest.model(), options.splitPercent());
    return replace(campaign, name, now.model(), now.previousModel(), split, now, options);
  }

  /**
   * Takes back the last publication: ends a split, so that all users get the model that most have;
   * without one, points the campaign back at the model it served before, and doing that twice leads
   * back.
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
      ModelManifest back = store.manifest(now.rollbackModel());
      CampaignManifest rolledBack = now.rolledBack(back, Instant.now());
      store.requireFiles(back);
      store.replaceCampaign(rolledBack);
      return rolledBack;
    } catch (UnservableModelException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  private void requireServable(Recipe recipe, ModelManifest manifest) {
    try {
      RecipeNeeds.require(recipe, manifest);
    } catch (UnservableModelException e) {
      throw new InputException(e.getMessage(), e);
    }
    store.requireFiles(manifest);
  }

  /** Replaces the file; {@code before} is the one that there is, null for none. */
  private CampaignManifest replace(
      String campaign,
      String recipe,
      String model,
      String previous,
      CampaignSplit split,
      CampaignManifest before,
      CampaignOptions options) {
    Boolean metadata = before == null ? null : before.enableMetadataWithRecommendations();
    options.exploration().requireFor(Recipe.of(recipe));
    CampaignManifest manifest =
        new CampaignManifest(
            campaign,
            recipe,
            model,
            previous,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            options.metadata() == null ? metadata : options.metadata(),
            split,
            options.maxRequestsPerSecond(before == null ? null : before.maxRequestsPerSecond()),
            options.exploration().config(before));
    requireAges(manifest);
    store.replaceCampaign(manifest);
    return manifest;
  }

  /** Fails if the campaign explores and a model that it serves does not say how old items are. */
  private void requireAges(CampaignManifest campaign) {
    try {
      RecipeNeeds.requireAges(campaign, store.manifest(campaign.model()));
      if (campaign.split() != null) {
        RecipeNeeds.requireAges(campaign, store.manifest(campaign.split().model()));
      }
    } catch (UnservableModelException e) {
      throw new InputException(e.getMessage(), e);
    }
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
