package io.nightjar.jobs.evaluate;

import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.launch.SparkSessions;
import io.nightjar.jobs.launch.Steps;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code evaluate}: metrics of a model beside popularity and a previous model. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures a model by Personalize's metrics and others, beside popularity.")
public final class EvaluateJob implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "DIR", description = "The model store.")
  String store;

  @Option(names = "--model", required = true, paramLabel = "ID", description = "Id of the model.")
  String model;

  @Option(
      names = "--previous",
      paramLabel = "ID",
      description = "Another model of the store, asked the same queries and shown beside.")
  String previous;

  @Mixin EvaluateOptions options;

  @Option(
      names = "--column",
      paramLabel = "NAME=SOURCE",
      description = "Which source column holds one of Personalize's: USER_ID=user. Repeatable.")
  Map<String, String> columns = new LinkedHashMap<>();

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new EvaluateJob(), args);
  }

  @Override
  public Integer call() throws IOException {
    EvaluateConfig config = options.toConfig(store, model, previous, columns);
    try (SparkSession spark = SparkSessions.start("evaluate")) {
      MetricsReport report = new Evaluation(spark, config, new Steps()).run();
      spec.commandLine().getOut().println(new MetricsText(report).text());
    }
    return 0;
  }
}
