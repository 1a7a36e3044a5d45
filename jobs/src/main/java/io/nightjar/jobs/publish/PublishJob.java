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

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new PublishJob(), args);
  }

  @Override
  public Integer call() {
    ModelStore models = new ModelStore(store, HadoopSettings.load());
    models.requireExists();
    CampaignManifest published = new Publisher(models).publish(campaign, model, recipe, metadata);
    spec.commandLine()
        .getOut()
        .println(
            "campaign " + campaign + " serves " + published.model() + " as " + published.recipe());
    return 0;
  }
}
