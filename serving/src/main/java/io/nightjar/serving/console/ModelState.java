package io.nightjar.serving.console;

import io.nightjar.serving.campaign.CampaignRegistry;
import io.nightjar.serving.campaign.CampaignSnapshot;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.CampaignSplit;

/**
 * What the models of a store are to a campaign. What answers is the snapshot's, whatever the
 * campaign's file says: a file that was refused, or is still being loaded, serves nothing.
 *
 * @param served what answers; null when nothing does
 * @param published what the campaign's file says
 * @param refused whether the file was refused
 */
record ModelState(CampaignSnapshot served, CampaignManifest published, boolean refused) {

  /** The states of a campaign's models at the moment of a view. */
  static ModelState of(String name, CampaignManifest published, CampaignRegistry.View view) {
    return new ModelState(view.snapshots().get(name), published, view.failures().containsKey(name));
  }

  /**
   * The state of a model: {@code serving}; {@code split} for the share of a split; {@code refused}
   * or {@code loading} for what the file names and does not answer; {@code previous}; {@code kept}.
   */
  String of(String model) {
    if (served != null && model.equals(served.modelId())) {
      return "serving";
    }
    if (served != null && isSplit(served.campaign(), model)) {
      return "split";
    }
    if (model.equals(published.model()) || isSplit(published, model)) {
      return refused ? "refused" : "loading";
    }
    return model.equals(published.previousModel()) ? "previous" : "kept";
  }

  private static boolean isSplit(CampaignManifest campaign, String model) {
    CampaignSplit split = campaign.split();
    return split != null && model.equals(split.model());
  }
}
