package io.nightjar.shared.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.model.StoreJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * {@code campaigns/NAME.json}: which model a campaign serves.
 *
 * @param campaign name of the campaign, equal to the file's
 * @param recipe Personalize's name of the recipe or an alias, which decides the operations it
 *     answers
 * @param model id of the model to serve
 * @param previousModel id of the model served before, null on the first publication
 * @param published when, ISO 8601, UTC
 * @param enableMetadataWithRecommendations whether requests may ask for columns of the items; null
 *     for no word on it
 * @param split the share of users that another model answers; null for none
 * @param maxRequestsPerSecond how many requests a server answers for it; null for any number
 * @param itemExplorationConfig how much the campaign explores; null for not at all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CampaignManifest(
    String campaign,
    String recipe,
    String model,
    String previousModel,
    String published,
    Boolean enableMetadataWithRecommendations,
    CampaignSplit split,
    Integer maxRequestsPerSecond,
    ItemExplorationConfig itemExplorationConfig) {

  /** Checks names and ids. */
  public CampaignManifest {
    if (campaign == null || !ModelLayout.isCampaignName(campaign)) {
      throw new IllegalArgumentException(
          "campaign must be 1 to 63 letters, digits, '-' and '_', starting with a letter or digit: '"
              + campaign
              + "'");
    }
    if (recipe == null) {
      throw new IllegalArgumentException("recipe must be given: null");
    }
    Recipe.of(recipe);
    if (model == null || !ModelLayout.isModelId(model)) {
      throw new IllegalArgumentException("model must be a model id: " + model);
    }
    if (previousModel != null && !ModelLayout.isModelId(previousModel)) {
      throw new IllegalArgumentException("previousModel must be a model id: " + previousModel);
    }
    if (split != null && split.model().equals(model)) {
      throw new IllegalArgumentException("split must be with another model: " + model);
    }
    if (maxRequestsPerSecond != null && maxRequestsPerSecond < 1) {
      throw new IllegalArgumentException(
          "maxRequestsPerSecond must be positive: " + maxRequestsPerSecond);
    }
  }

  /** A campaign without options. */
  public CampaignManifest(
      String campaign, String recipe, String model, String previousModel, String published) {
    this(campaign, recipe, model, previousModel, published, null, null, null, null);
  }

  /** A campaign that does not explore. */
  public CampaignManifest(
      String campaign,
      String recipe,
      String model,
      String previousModel,
      String published,
      Boolean enableMetadataWithRecommendations,
      CampaignSplit split,
      Integer maxRequestsPerSecond) {
    this(
        campaign,
        recipe,
        model,
        previousModel,
        published,
        enableMetadataWithRecommendations,
        split,
        maxRequestsPerSecond,
        null);
  }

  /** The models that it names now or may go back to, without repetition. */
  public Set<String> models() {
    Set<String> models = new LinkedHashSet<>();
    models.add(model);
    if (split != null) {
      models.add(split.model());
    }
    if (previousModel != null) {
      models.add(previousModel);
    }
    return models;
  }

  /** Whether requests may ask for columns of the items: if it says so, or its recipe is a v2. */
  public boolean offersMetadata() {
    return Boolean.TRUE.equals(enableMetadataWithRecommendations) || recipe.endsWith("-v2");
  }

  /**
   * Whether lists of the campaign have items at random: if it says so, and its recipe recommends to
   * users.
   */
  public boolean explores() {
    return itemExplorationConfig != null
        && itemExplorationConfig.weight() > 0
        && Recipe.of(recipe) == Recipe.USER_PERSONALIZATION;
  }

  /**
   * The model that a rollback leads to: with a split that which most users have, else the one
   * before.
   *
   * @throws UnservableModelException if there was none before
   */
  public String rollbackModel() {
    if (split != null) {
      return model;
    }
    if (previousModel == null) {
      throw new UnservableModelException(
          "campaign " + campaign + " has no previous model to go back to");
    }
    return previousModel;
  }

  /**
   * The campaign after a rollback: without its split if it has one; else its two models have
   * changed places, so that a second rollback leads back.
   *
   * @param back manifest of {@link #rollbackModel()}
   * @param at when
   * @throws UnservableModelException if that model lacks what the recipe needs
   */
  public CampaignManifest rolledBack(ModelManifest back, Instant at) {
    RecipeNeeds.require(Recipe.of(recipe), back);
    RecipeNeeds.requireAges(this, back);
    return new CampaignManifest(
        campaign,
        recipe,
        rollbackModel(),
        split == null ? model : previousModel,
        at.truncatedTo(ChronoUnit.SECONDS).toString(),
        enableMetadataWithRecommendations,
        null,
        maxRequestsPerSecond,
        itemExplorationConfig);
  }

  /**
   * Reads a campaign file.
   *
   * @param path names the file in messages
   * @throws io.nightjar.shared.model.ModelFormatException if it is damaged
   */
  public static CampaignManifest parse(String path, String text) {
    return StoreJson.read(path, text, CampaignManifest.class);
  }

  /** Text of the file. */
  public String toJson() {
    return StoreJson.write(this);
  }
}
