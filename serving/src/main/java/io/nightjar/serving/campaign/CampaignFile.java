package io.nightjar.serving.campaign;

import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.UnservableModelException;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Reads {@code campaigns/NAME.json}, and points it back at the model before. */
public final class CampaignFile {
  private CampaignFile() {}

  /**
   * What a campaign's file says, which may be newer than what is served.
   *
   * @throws ModelFormatException if there is no such file, or it is damaged
   */
  public static CampaignManifest read(Path store, String campaign) {
    Path file = store.resolve(ModelLayout.campaignFile(campaign));
    return CampaignManifest.parse(file.toString(), ModelFiles.readText(file));
  }

  /**
   * Points a campaign back at the model it served before, by the rules of the command {@code
   * rollback}. The server takes it up as any change of the file.
   *
   * @param from the model that the caller knows as the present one
   * @param to the model that the caller knows as the one before
   * @throws UnservableModelException if the file has changed since the caller looked, or the older
   *     model cannot serve the recipe
   * @throws ModelFormatException if a file is missing or damaged
   * @throws IOException if the campaign's file cannot be written
   */
  public static synchronized CampaignManifest rollBack(
      Path store, String campaign, String from, String to) throws IOException {
    CampaignManifest now = read(store, campaign);
    if (!now.model().equals(from) || !now.rollbackModel().equals(to)) {
      throw new UnservableModelException(
          "campaign %s has changed meanwhile: it names model %s, and %s before"
              .formatted(campaign, now.model(), now.previousModel()));
    }
    ModelFiles previous = ModelFiles.open(store, to);
    CampaignManifest rolledBack = now.rolledBack(previous.manifest(), Instant.now());
    previous.requireAll();
    AtomicFile.replace(store.resolve(ModelLayout.campaignFile(campaign)), rolledBack.toJson());
    return rolledBack;
  }
}
