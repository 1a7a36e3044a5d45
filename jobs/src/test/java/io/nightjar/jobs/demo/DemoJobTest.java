package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.nightly.Nightly;
import io.nightjar.jobs.runlog.RunLog;
import io.nightjar.jobs.train.TrainConfig;
import io.nightjar.jobs.train.TrainOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class DemoJobTest {
  /** The flags of train. */
  @Command
  private static final class Flags {
    @Option(names = "--store")
    String store;

    @Mixin TrainOptions train;

    TrainConfig toConfig() {
      return train.toConfig(store);
    }
  }

  @Test
  void theModelOfTheDemoHasTheFlagsThatMakeIt() {
    RunLog.Call call = new RunLog.Call("demo", List.of("--no-serve"));
    Nightly.Plan plan = DemoJob.plan(Path.of("store", "demo-data"), "store", call);
    Flags flags = new Flags();
    new CommandLine(flags).parseArgs(plan.arguments().toArray(String[]::new));
    assertThat(flags.toConfig()).isEqualTo(plan.train());
    assertThat(plan.call()).isEqualTo(call);
  }
}
