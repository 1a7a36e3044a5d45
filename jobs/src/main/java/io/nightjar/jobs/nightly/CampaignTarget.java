package io.nightjar.jobs.nightly;

import io.nightjar.jobs.publish.CampaignOptions;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelLayout;

/**
 * A campaign to publish to.
 *
 * @param name of the campaign
 * @param recipe name or alias of what it answers; null: what the model is trained for
 * @param splitPercent how many of a hundred users get the model; null: all
 */
public record CampaignTarget(String name, String recipe, Double splitPercent) {
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
    this(name, recipe, null);
  }

  /** The same for a share of the users, null for all. */
  public CampaignTarget withSplit(Double percent) {
    return new CampaignTarget(name, recipe, percent);
  }

  /** What its publication says. */
  CampaignOptions options() {
    return new CampaignOptions(null, null, splitPercent);
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
