package io.nightjar.jobs.publish;

import io.nightjar.jobs.launch.HadoopSettings;
import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.store.ModelStore;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code prune}: removes models that no campaign names. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Removes models that no campaign names, keeping the newest N.")
public final class PruneJob implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--store", required = true, paramLabel = "DIR", description = "The model store.")
  String store;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "3",
      description = "Newest models to keep in any case (default: ${DEFAULT-VALUE}).")
  int keep;

  /** Entry point for spark-submit. */
  public static void main(String[] args) {
    JobRunner.main(new PruneJob(), args);
  }

  @Override
  public Integer call() {
    ModelStore models = new ModelStore(store, HadoopSettings.load());
    models.requireExists();
    List<String> removed = new Pruner(models).prune(keep);
    removed.forEach(model -> spec.commandLine().getOut().println("removed " + model));
    spec.commandLine()
        .getOut()
        .println(removed.size() + " models removed, " + models.models().size() + " kept");
    return 0;
  }
}
