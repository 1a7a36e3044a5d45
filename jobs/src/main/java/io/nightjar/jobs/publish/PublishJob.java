package io.nightjar.jobs.publish;

import io.nightjar.jobs.launch.HadoopSettings;
import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code publish}: points a campaign at a model. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Points a campaign at a model.")
public final class PublishJob implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "DIR", description = "The model store.")
  String store;

  @Option(names = "--campaign", required = true, paramLabel = "NAME", description = "The campaign.")
  String campaign;

  @Option(names = "--model", required = true, paramLabel = "ID", description = "Id of the model.")
  String model;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description = "What the campaign answers (default: what the model was trained for).")
  String recipe;

  @Option(
      names = "--metadata",
      paramLabel = "true|false",
      arity = "1",
      description =
          "Whether requests may ask for columns of the items (default: as the campaign has it;"
              + " always for recipes of the name …-v2).")
  Boolean metadata;

  @Option(
      names = "--split",
      paramLabel = "SHARE",
      description =
          "Only this share of the users gets the model, such as 10%%; the others keep the one they"
              + " have. publish without it, or rollback, ends that.")
  String split;

  @Option(
      names = "--max-rps",
      paramLabel = "N",
      description =
          "Most requests per second that each server answers for the campaign, 0 for any number"
              + " (default: as the campaign has it).")
  Integer maxRps;

  @Mixin ExplorationOptions exploration;

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new PublishJob(), args);
  }

  @Override
  public Integer call() {
    ModelStore models = new ModelStore(store, HadoopSettings.load());
    models.requireExists();
    CampaignOptions options =
        new CampaignOptions(
            metadata, maxRps, CampaignOptions.percent(split), exploration.toSettings());
    CampaignManifest published = new Publisher(models).publish(campaign, model, recipe, options);
    spec.commandLine().getOut().println(Published.text(published));
    return 0;
  }
}
