package io.nightjar.jobs.precompute;

import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.launch.SparkSessions;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.launch.SummaryTable;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code precompute}: fills the recommendations table of a model. */
@Command(
    name = "precompute",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Scores every user against every item and writes the recommendations table.")
public final class PrecomputeJob implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "DIR", description = "The model store.")
  String store;

  @Option(names = "--model", required = true, paramLabel = "ID", description = "Id of the model.")
  String model;

  @Mixin PrecomputeOptions options;

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new PrecomputeJob(), args);
  }

  @Override
  public Integer call() throws IOException {
    PrecomputeConfig config = options.toConfig(store, model);
    Steps steps = new Steps();
    try (SparkSession spark = SparkSessions.start("precompute")) {
      new Precompute(spark, config, steps).run();
      SummaryTable table = new SummaryTable("precompute " + model);
      steps.addTo(table);
      spec.commandLine().getOut().println(table.text());
    }
    return 0;
  }
}
