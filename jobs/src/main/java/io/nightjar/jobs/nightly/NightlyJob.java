package io.nightjar.jobs.nightly;

import io.nightjar.jobs.evaluate.EvaluateConfig;
import io.nightjar.jobs.evaluate.EvaluateOptions;
import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.launch.SparkSessions;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.precompute.PrecomputeConfig;
import io.nightjar.jobs.precompute.PrecomputeOptions;
import io.nightjar.jobs.publish.CampaignOptions;
import io.nightjar.jobs.publish.ExplorationOptions;
import io.nightjar.jobs.runlog.RunLog;
import io.nightjar.jobs.train.TrainConfig;
import io.nightjar.jobs.train.TrainOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code nightly}: train, precompute, evaluate, publish. */
@Command(
    name = "nightly",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains a model, precomputes its tables, evaluates it and publishes it.")
public final class NightlyJob implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "DIR", description = "The model store.")
  String store;

  @Option(
      names = "--campaign",
      paramLabel = "NAME[=RECIPE]",
      description =
          "Campaign to point at the new model, with --recipe or its own. Repeatable; none: the"
              + " model is not published.")
  List<String> campaigns = List.of();

  @Option(
      names = "--split",
      paramLabel = "SHARE",
      description =
          "Only this share of the users of the campaigns gets the new model, such as 10%%; the"
              + " others keep the one they have. A night without it ends a split.")
  String split;

  @Option(
      names = "--require",
      paramLabel = "REQUIREMENT",
      description =
          "Publish only a model that reaches this: METRIC, then >=, >, <= or <, then NUMBER,"
              + " NUMBER*previous or NUMBER*popularity, as in 'ndcg_at_10>=0.98*previous'; else"
              + " campaigns stay as they are and the exit code is 1. Repeatable.")
  List<String> requirements = List.of();

  @Mixin ExplorationOptions exploration;
  @Mixin TrainOptions train;
  @Mixin PrecomputeOptions precompute;
  @Mixin EvaluateOptions evaluate;

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new NightlyJob(), args);
  }

  @Override
  public Integer call() throws IOException {
    TrainConfig config = train.toConfig(store);
    PrecomputeConfig table = precompute.toConfig(store, null);
    EvaluateConfig metrics = evaluate.toConfig(store, null, null, config.columns());
    Double percent = CampaignOptions.percent(split);
    List<CampaignTarget> targets =
        campaigns.stream()
            .map(
                text ->
                    CampaignTarget.parse(text)
                        .withSplit(percent)
                        .withExploration(exploration.toSettings()))
            .toList();
    if (targets.isEmpty() && exploration.toSettings().isGiven()) {
      throw new IllegalArgumentException(
          "--exploration-weight and --exploration-item-age-cut-off need --campaign: nothing is"
              + " published");
    }
    List<Requirement> required = requirements.stream().map(Requirement::parse).toList();
    RunLog.Call call = RunLog.Call.of(spec.commandLine());
    Nightly.Plan plan =
        new Nightly.Plan(config, table, metrics, targets, required, call, call.arguments());
    try (SparkSession spark = SparkSessions.start("nightly")) {
      spec.commandLine().getOut().println(new Nightly(spark, new Steps()).run(plan));
    } catch (UnmetRequirementException unmet) {
      spec.commandLine().getOut().println(unmet.summary());
      spec.commandLine()
          .getErr()
          .println(spec.commandLine().getCommandName() + ": " + unmet.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    return 0;
  }
}
