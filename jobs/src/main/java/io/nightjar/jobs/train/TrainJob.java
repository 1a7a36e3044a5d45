package io.nightjar.jobs.train;

import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.launch.SparkSessions;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.launch.SummaryTable;
import io.nightjar.shared.model.ModelManifest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code train}: learns a model and prints its id on the last line. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Learns a model from interactions and prints its id on the last line.")
public final class TrainJob implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "DIR", description = "The model store.")
  String store;

  @Mixin TrainOptions options;

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new TrainJob(), args);
  }

  @Override
  public Integer call() throws IOException {
    TrainConfig config = options.toConfig(store);
    Steps steps = new Steps();
    try (SparkSession spark = SparkSessions.start("train")) {
      List<String> arguments = spec.commandLine().getParseResult().originalArgs();
      ModelManifest manifest = new ModelTrainer(spark, config, steps).run(arguments);
      SummaryTable table = new SummaryTable("train " + config.interactions());
      steps.addTo(table);
      spec.commandLine().getOut().println(table.text());
      spec.commandLine().getOut().println(manifest.model());
    }
    return 0;
  }
}
