package io.nightjar.jobs.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.JobRunner;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.run.RunOutcome;
import io.nightjar.shared.run.RunReport;
import io.nightjar.shared.run.RunStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

class RunLogTest {
  @TempDir Path folder;
  private ModelStore store;
  private final Steps steps = new Steps();

  @BeforeEach
  void open() {
    store = new ModelStore(folder.toString(), new Configuration());
  }

  private String record(Supplier<String> work) {
    RunLog.Subject subject =
        new RunLog.Subject(
            new RunLog.Call("nightly", List.of("--seed", "7")), "aws-sims", List.of("home"));
    return new RunLog(store, steps, subject).record(work, IllegalStateException.class::isInstance);
  }

  private RunReport written() {
    List<String> names = store.list(ModelLayout.RUNS);
    assertThat(names).hasSize(1);
    String file = ModelLayout.RUNS + "/" + names.get(0);
    RunReport report = RunReport.parse(file, store.read(file).orElseThrow());
    assertThat(names.get(0)).isEqualTo(report.run() + ".json");
    return report;
  }

  @Test
  void aRunThatWorkedHasItsStepsWithWhatTheyCounted() {
    String result =
        record(
            () ->
                steps.run(
                    "read",
                    () -> {
                      steps.count("rowsRead", 12);
                      steps.warn("{} rows are bad", 3);
                      return "done";
                    },
                    done -> "12 rows"));
    assertThat(result).isEqualTo("done");
    RunReport report = written();
    assertThat(report.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
    assertThat(report.command()).isEqualTo("nightly");
    assertThat(report.recipe()).isEqualTo("aws-sims");
    assertThat(report.arguments()).containsExactly("--seed", "7");
    assertThat(report.warnings()).containsExactly("3 rows are bad");
    assertThat(report.steps()).hasSize(1);
    RunStep step = report.steps().get(0);
    assertThat(step.name()).isEqualTo("read");
    assertThat(step.result()).isEqualTo("12 rows");
    assertThat(step.counts()).containsExactly(java.util.Map.entry("rowsRead", 12L));
    assertThat(step.outcome()).isEqualTo(RunOutcome.SUCCEEDED);
  }

  @Test
  void aRunBeganWithItsFirstStep() {
    steps.run("make sample data", () -> "", done -> "10 films");
    record(() -> steps.run("read", () -> "", done -> "12 rows"));
    RunReport report = written();
    assertThat(report.steps())
        .extracting(RunStep::name)
        .containsExactly("make sample data", "read");
    assertThat(report.started()).isEqualTo(report.steps().get(0).started());
  }

  @Test
  void whileAStepRunsTheFileSaysSo() {
    record(
        () ->
            steps.run(
                "learn",
                () -> {
                  RunReport now = written();
                  assertThat(now.outcome()).isEqualTo(RunOutcome.RUNNING);
                  assertThat(now.steps().get(0).outcome()).isEqualTo(RunOutcome.RUNNING);
                  assertThat(now.steps().get(0).result()).isNull();
                  return "";
                },
                done -> "learnt"));
    assertThat(written().outcome()).isEqualTo(RunOutcome.SUCCEEDED);
  }

  @Test
  void aRunThatFailedHasTheReasonAndTheStepThatFailed() {
    assertThatThrownBy(
            () ->
                record(
                    () ->
                        steps.run(
                            "read",
                            () -> {
                              throw new RuntimeException(
                                  new InputException("clicks.csv is empty\nand more"));
                            },
                            done -> "")))
        .hasRootCauseInstanceOf(InputException.class);
    RunReport report = written();
    assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
    assertThat(report.reason()).isEqualTo("clicks.csv is empty");
    assertThat(report.steps().get(0).outcome()).isEqualTo(RunOutcome.FAILED);
  }

  @Test
  void aRefusedModelIsNoFailure() {
    assertThatThrownBy(
            () ->
                record(
                    () -> {
                      throw new IllegalStateException("too bad");
                    }))
        .hasMessage("too bad");
    assertThat(written().outcome()).isEqualTo(RunOutcome.REFUSED);
  }

  @Test
  void theAlarmOfTheDocsFiresOnANightThatFailedAfterStepsThatWorked() throws Exception {
    record(() -> steps.run("read", () -> "", done -> "12 rows"));
    assertThat(alarm()).isZero();
    Files.delete(folder.resolve(ModelLayout.RUNS).resolve(store.list(ModelLayout.RUNS).get(0)));
    assertThatThrownBy(
        () ->
            record(
                () -> {
                  steps.run("read", () -> "", done -> "12 rows");
                  throw new InputException("clicks.csv is empty");
                }));
    assertThat(written().steps().get(0).outcome()).isEqualTo(RunOutcome.SUCCEEDED);
    assertThat(alarm()).isPositive();
  }

  /** Exit code of the line that operations.md has for an alarm on last night, on this store. */
  private int alarm() throws IOException, InterruptedException {
    String line =
        Files.readAllLines(Path.of("..", "docs", "operations.md")).stream()
            .filter(one -> one.startsWith("ls /srv/nightjar/runs/"))
            .findFirst()
            .orElseThrow();
    return new ProcessBuilder("bash", "-c", line.replace("/srv/nightjar", folder.toString()))
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  void aStoreThatTakesNoRecordStopsNoRun() throws IOException {
    Files.writeString(folder.resolve(ModelLayout.RUNS), "a file in the way");
    assertThat(record(() -> "done")).isEqualTo("done");
  }

  /** A command as picocli has it. */
  @Command(name = "nightly")
  private static final class Night implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--top")
    private int top;

    private RunLog.Call call;

    @Override
    public Integer call() {
      call = RunLog.Call.of(spec.commandLine());
      return top;
    }
  }

  @Test
  void aCommandIsRecordedByItsNameAlone() {
    Night night = new Night();
    assertThat(JobRunner.execute(night, new String[] {"--top", "0"})).isZero();
    assertThat(night.call).isEqualTo(new RunLog.Call("nightly", List.of("--top", "0")));
  }
}
