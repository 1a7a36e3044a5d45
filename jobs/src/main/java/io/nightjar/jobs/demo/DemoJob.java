package io.nightjar.jobs.demo;

import io.nightjar.jobs.evaluate.EvaluateConfig;
import io.nightjar.jobs.interactions.EventRules;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.launch.SparkSessions;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.nightly.CampaignTarget;
import io.nightjar.jobs.nightly.Nightly;
import io.nightjar.jobs.precompute.PrecomputeConfig;
import io.nightjar.jobs.recipe.RecipeSettings;
import io.nightjar.jobs.runlog.RunLog;
import io.nightjar.jobs.train.GivenHyperparameters;
import io.nightjar.jobs.train.TrainConfig;
import io.nightjar.shared.campaign.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code demo}: makes the sample data set, runs a night on it and publishes two
 * campaigns. The launcher then starts the server, unless told not to.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes sample data, trains, precomputes, publishes, serves, prints calls to try.")
public final class DemoJob implements Callable<Integer> {
  /** Campaign of the recipe aws-user-personalization. */
  static final String CAMPAIGN = "demo";

  /** Campaign of the recipe aws-personalized-ranking, on the same model. */
  static final String RANKING_CAMPAIGN = "demo-ranking";

  private static final int DIMENSION = 16;

  @Spec CommandSpec spec;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "store",
      description = "The model store; the sample data go to DIR/demo-data (default: ./store).")
  String store;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the server (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(names = "--no-serve", description = "Stop before serving.")
  boolean noServe;

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new DemoJob(), args);
  }

  @Override
  public Integer call() throws IOException {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("--port must be 1 to 65535: " + port);
    }
    Path data = Path.of(store, "demo-data");
    Steps steps = new Steps();
    steps.run(
        "make sample data",
        () -> write(data),
        world ->
            String.format(
                Locale.ROOT, "%,d users, %,d films in %s", world.users(), world.items(), data));
    try (SparkSession spark = SparkSessions.start("demo")) {
      String summary = new Nightly(spark, steps).run(plan(data));
      spec.commandLine().getOut().println(summary);
    }
    spec.commandLine().getOut().println(new DemoCalls(store, port, noServe).text());
    return 0;
  }

  private static DemoWorld write(Path data) {
    try {
      return DemoDataWriter.write(data, DemoConfig.standard());
    } catch (IOException e) {
      throw new InputException("sample data cannot be written to " + data + ": " + e, e);
    }
  }

  private Nightly.Plan plan(Path data) {
    return plan(data, store, RunLog.Call.of(spec.commandLine()));
  }

  /** The night that the demo runs, also used by the test that compares it with the truth. */
  static Nightly.Plan plan(Path data, String store, RunLog.Call call) {
    TrainConfig train =
        new TrainConfig(
            data.resolve("interactions.csv").toString(),
            data.resolve("items.csv").toString(),
            data.resolve("users.csv").toString(),
            store,
            RecipeSettings.of(Recipe.USER_PERSONALIZATION),
            List.of("DEVICE", "DAYPART"),
            Map.of(),
            GivenHyperparameters.small(DIMENSION, 12, 10),
            null,
            60,
            EventRules.ALL,
            0.1,
            0.01,
            25,
            1000,
            42);
    return new Nightly.Plan(
        train,
        new PrecomputeConfig(store, null, 100, 32, 64L << 20, 0),
        new EvaluateConfig(
            store, null, null, null, null, EvaluateConfig.ExcludeBy.USER, train.columns()),
        List.of(
            new CampaignTarget(CAMPAIGN, Recipe.USER_PERSONALIZATION.recipeName()),
            new CampaignTarget(RANKING_CAMPAIGN, Recipe.PERSONALIZED_RANKING.recipeName())),
        List.of(),
        call,
        flags(train));
  }

  /** The flags with which {@code train} makes the model of the demo. */
  private static List<String> flags(TrainConfig train) {
    return List.of(
        "--store",
        train.store(),
        "--interactions",
        train.interactions(),
        "--items",
        train.items(),
        "--users",
        train.users(),
        "--context",
        String.join(",", train.contextFields()),
        "--dimension",
        train.given().dimension().toString(),
        "--iterations",
        train.given().iterations().toString(),
        "--epochs",
        train.given().epochs().toString());
  }
}
