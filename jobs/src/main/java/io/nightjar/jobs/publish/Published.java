package io.nightjar.jobs.publish;

import io.nightjar.shared.campaign.CampaignManifest;

/** What a campaign serves, for people. */
public final class Published {
  private Published() {}

  /** One line with the model, the recipe and the split. */
  public static String text(CampaignManifest campaign) {
    String text =
        "campaign %s serves %s as %s"
            .formatted(campaign.campaign(), campaign.model(), campaign.recipe());
    return campaign.split() == null
        ? text
        : text
            + ", and %s to %s %% of the users"
                .formatted(
                    campaign.split().model(),
                    // 10 instead of 10.0
                    Double.toString(campaign.split().percent()).replaceAll("\\.0$", ""));
  }
}
