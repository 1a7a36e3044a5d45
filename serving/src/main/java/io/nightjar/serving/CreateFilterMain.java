package io.nightjar.serving;

import io.nightjar.serving.campaign.FilterFile;
import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterExpression;
import io.nightjar.shared.filter.FilterManifest;
import io.nightjar.shared.model.ModelFormatException;
import io.nightjar.shared.model.ModelLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code create-filter}: exits with 0 when the filter is in the store, 1 when it was
 * refused, 2 on wrong usage.
 */
@Command(
    name = "create-filter",
    description = "Puts a filter into a store, under a name that requests give as filterArn.",
    sortOptions = false)
public final class CreateFilterMain implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--store",
      required = true,
      paramLabel = "DIR",
      description = "Folder with campaigns/ and models/.")
  private Path store;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Name of the filter.")
  private String name;

  @Option(
      names = "--expression",
      required = true,
      paramLabel = "TEXT",
      description = "For example: INCLUDE ItemID WHERE Items.GENRES IN ($GENRES)")
  private String expression;

  @ArgGroup private CheckedModel checked;

  @Option(names = "--replace", description = "Replaces a filter of this name.")
  private boolean replace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  /** Which model must have the columns. */
  private static final class CheckedModel {
    @Option(
        names = "--campaign",
        paramLabel = "NAME",
        description = "Checks that this campaign can use it: recipe and columns of its model.")
    private String campaign;

    @Option(
        names = "--model",
        paramLabel = "ID",
        description = "Checks that this model has the columns.")
    private String model;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new CreateFilterMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    try {
      create();
      return 0;
    } catch (IllegalArgumentException | ModelFormatException e) {
      spec.commandLine().getErr().println("create-filter: " + e.getMessage());
      return 1;
    }
  }

  private void create() throws IOException {
    if (!Files.isDirectory(store)) {
      throw new FilterException("store must be a folder: " + store);
    }
    String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    FilterManifest filter = new FilterManifest(name, expression, created);
    FilterExpression parsed = filter.parsed();
    check(parsed);
    say("Wrote " + FilterFile.write(store, filter, replace));
    if (!parsed.placeholders().isEmpty()) {
      say("Requests give filterValues for: " + String.join(", ", parsed.placeholders()));
    }
    say("arn:aws:personalize:us-east-1:000000000000:filter/" + name);
  }

  private void check(FilterExpression parsed) {
    if (checked == null) {
      say("Columns are not checked: no --campaign or --model was given.");
    } else if (checked.model != null) {
      if (!ModelLayout.isModelId(checked.model)) {
        throw new FilterException("model must be a model id: " + checked.model);
      }
      FilterFile.check(store, checked.model, parsed);
    } else {
      if (!ModelLayout.isCampaignName(checked.campaign)) {
        throw new FilterException("campaign must be the name of a campaign: " + checked.campaign);
      }
      FilterFile.checkCampaign(store, checked.campaign, parsed);
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
