package io.nightjar.jobs.publish;

import io.nightjar.jobs.launch.HadoopSettings;
import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code rollback}: points a campaign back at its previous model. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Ends a split of a campaign; without one, points it back at the model it served before.")
public final class RollbackJob implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "DIR", description = "The model store.")
  String store;

  @Option(names = "--campaign", required = true, paramLabel = "NAME", description = "The campaign.")
  String campaign;

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new RollbackJob(), args);
  }

  @Override
  public Integer call() {
    ModelStore models = new ModelStore(store, HadoopSettings.load());
    models.requireExists();
    CampaignManifest rolledBack = new Publisher(models).rollback(campaign);
    spec.commandLine()
        .getOut()
        .println("campaign " + campaign + " serves " + rolledBack.model() + " again");
    return 0;
  }
}
