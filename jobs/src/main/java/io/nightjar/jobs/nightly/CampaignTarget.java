package io.nightjar.jobs.nightly;

import io.nightjar.jobs.publish.CampaignOptions;
import io.nightjar.jobs.publish.ExplorationSettings;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelLayout;

/**
 * A campaign to publish to.
 *
 * @param name of the campaign
 * @param recipe name or alias of what it answers; null: what the model is trained for
 * @param splitPercent how many of a hundred users get the model; null: all
 * @param exploration how it explores, if its recipe does
 */
public record CampaignTarget(
    String name, String recipe, Double splitPercent, ExplorationSettings exploration) {
  /** Checks the name. */
  public CampaignTarget {
    if (!ModelLayout.isCampaignName(name)) {
      throw new IllegalArgumentException(
          "--campaign must be 1 to 63 letters, digits, '-' and '_', starting with a letter or"
              + " digit: '"
              + name
              + "'");
    }
  }

  /** A campaign all of whose users get the model. */
  public CampaignTarget(String name, String recipe) {
    this(name, recipe, null, ExplorationSettings.KEPT);
  }

  /** The same for a share of the users, null for all. */
  public CampaignTarget withSplit(Double percent) {
    return new CampaignTarget(name, recipe, percent, exploration);
  }

  /** The same with a word on exploration. */
  public CampaignTarget withExploration(ExplorationSettings settings) {
    return new CampaignTarget(name, recipe, splitPercent, settings);
  }

  /** What its publication says, with a model that is trained for a recipe. */
  CampaignOptions options(Recipe trained) {
    return new CampaignOptions(
        null, null, splitPercent, recommends(trained) ? exploration : ExplorationSettings.KEPT);
  }

  /** Whether it recommends to users, with a model that is trained for a recipe. */
  boolean recommends(Recipe trained) {
    return (recipe == null ? trained : answers()) == Recipe.USER_PERSONALIZATION;
  }

  /** What it answers; null: what the model is trained for. */
  Recipe answers() {
    return recipe == null ? null : Recipe.of(recipe);
  }

  /** Reads {@code NAME} or {@code NAME=RECIPE}. */
  public static CampaignTarget parse(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new CampaignTarget(text, null)
        : new CampaignTarget(
            text.substring(0, equals), Recipe.nameGiven(text.substring(equals + 1)));
  }
}
