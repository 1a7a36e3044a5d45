package io.nightjar.jobs.nightly;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelManifest;
import java.util.List;

/** Finds the model that a night's model is compared with: the one that is served now. */
final class PreviousModel {
  private PreviousModel() {}

  /**
   * The model that the first of the campaigns names that exists. A model that cannot be read is
   * none: it must not keep a better one from being published.
   *
   * @return its id, or null
   */
  static String of(ModelStore store, List<CampaignTarget> campaigns, Steps steps) {
    String found = null;
    for (CampaignTarget target : campaigns) {
      String model = store.campaign(target.name()).map(CampaignManifest::model).orElse(null);
      if (model == null || model.equals(found)) {
        continue;
      }
      if (found != null) {
        steps.warn(
            "campaign {} serves {}; the comparison is with {}, which campaign {} serves",
            target.name(),
            model,
            found,
            campaigns.get(0).name());
        continue;
      }
      try {
        ModelManifest manifest = store.manifest(model);
        if (!Recipe.of(manifest.recipe()).learnsEmbeddings()) {
          steps.warn(
              "campaign {} serves {}, a model of {}, which ranks nothing for a user: no comparison",
              target.name(),
              model,
              manifest.recipe());
          continue;
        }
        store.requireFiles(manifest);
        found = model;
      } catch (InputException | ModelFormatException damaged) {
        steps.warn(
            "campaign {} serves {}, which cannot be compared with: {}",
            target.name(),
            model,
            damaged.getMessage());
      }
    }
    return found;
  }
}
