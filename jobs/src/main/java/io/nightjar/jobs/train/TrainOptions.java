package io.nightjar.jobs.train;

import io.nightjar.jobs.interactions.EventOptions;
import io.nightjar.jobs.recipe.RecipeOptions;
import io.nightjar.jobs.recipe.RecipeSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code train}, shared with {@code nightly}. */
public final class TrainOptions {
  @Option(
      names = "--interactions",
      required = true,
      paramLabel = "PATH",
      description = "Interactions: CSV or Parquet, a file or a folder, in Personalize's columns.")
  String interactions;

  @Option(
      names = "--items",
      paramLabel = "PATH",
      description =
          "Items data set; its items join the catalogue, its columns the items table; new items get an"
              + " embedding from them.")
  String items;

  @Option(
      names = "--users",
      paramLabel = "PATH",
      description =
          "Users data set; its columns join the users table, its new users get an embedding.")
  String users;

  @Mixin RecipeOptions recipe = new RecipeOptions();

  @Option(
      names = "--context",
      split = ",",
      paramLabel = "FIELD",
      description = "Columns of the interactions to learn from as context, comma-separated.")
  List<String> context = List.of();

  @Option(
      names = "--column",
      paramLabel = "NAME=SOURCE",
      description = "Which source column holds one of Personalize's: USER_ID=user. Repeatable.")
  Map<String, String> columns = new LinkedHashMap<>();

  @Mixin HyperparameterOptions hyperparameters = new HyperparameterOptions();

  @Option(
      names = "--tune",
      paramLabel = "MINUTES",
      description =
          "Search for better hyperparameters on held-out interactions, for so many minutes; those"
              + " that are given stay as they are.")
  Double tune;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "Save how far training is at most so often, after an epoch (default: ${DEFAULT-VALUE});"
              + " the same command goes on from there after a kill.")
  double checkpointSeconds;

  @Mixin EventOptions events = new EventOptions();

  @Option(
      names = "--holdout-users",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Share of users whose newest tenth is kept out for evaluate (default: ${DEFAULT-VALUE}).")
  double holdoutUsers;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "Share of unreadable rows that may be set aside (default: ${DEFAULT-VALUE}).")
  double maxBadRows;

  @Option(
      names = "--min-users",
      paramLabel = "N",
      defaultValue = "25",
      description = "Fewest users with two interactions or more (default: ${DEFAULT-VALUE}).")
  long minUsers;

  @Option(
      names = "--min-interactions",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Fewest interactions (default: ${DEFAULT-VALUE}).")
  long minInteractions;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of every random choice (default: ${DEFAULT-VALUE}).")
  long seed;

  /** The checked configuration. */
  public TrainConfig toConfig(String store) {
    RecipeSettings settings = recipe.toSettings();
    return new TrainConfig(
        interactions,
        items,
        users,
        store,
        settings,
        context,
        columns,
        hyperparameters.toGiven(settings.dimension()),
        tune,
        checkpointSeconds,
        events.toRules(),
        holdoutUsers,
        maxBadRows,
        minUsers,
        minInteractions,
        seed);
  }
}
