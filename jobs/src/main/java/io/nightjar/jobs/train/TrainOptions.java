package io.nightjar.jobs.train;

import io.nightjar.jobs.interactions.EventOptions;
import io.nightjar.jobs.recipe.RecipeOptions;
import io.nightjar.jobs.recipe.RecipeSettings;
import io.nightjar.jobs.softmax.SoftmaxSettings;
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
      description = "Items data set; its items join the catalogue, its columns the items table.")
  String items;

  @Option(
      names = "--users",
      paramLabel = "PATH",
      description = "Users data set; checked, not yet learnt from.")
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

  @Option(
      names = "--dimension",
      paramLabel = "N",
      defaultValue = "64",
      description = "Length of an embedding, 2 to 1024 (default: ${DEFAULT-VALUE}).")
  int dimension;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "12",
      description = "Sweeps of ALS (default: ${DEFAULT-VALUE}).")
  int iterations;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Passes of maximum likelihood over the interactions, at most (default: ${DEFAULT-VALUE});"
              + " held-out interactions tell when to stop.")
  int epochs;

  @Option(
      names = "--form",
      paramLabel = "FORM",
      defaultValue = "COSINE",
      description =
          "cosine: vectors of users and items have a fixed length; free: it is learnt (default:"
              + " cosine).")
  SoftmaxSettings.Form form;

  @Option(
      names = "--smoothing",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "Steps along the interactions over which embeddings are smoothed (default:"
              + " ${DEFAULT-VALUE}); 0 for none.")
  int smoothing;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      defaultValue = "0.1",
      description =
          "Of the cosine form: smaller lets the model be surer (default: ${DEFAULT-VALUE}).")
  double temperature;

  @Option(
      names = "--alpha",
      paramLabel = "X",
      description = "Confidence of ALS per interaction (default: 3 on dense data, 40 on sparse).")
  Double alpha;

  @Option(
      names = "--regularization",
      paramLabel = "X",
      description = "Regularization of ALS (default: 0.1 on dense data, 1 on sparse).")
  Double regularization;

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
        settings.dimensionOr(dimension),
        iterations,
        epochs,
        form,
        smoothing,
        temperature,
        alpha,
        regularization,
        events.toRules(),
        holdoutUsers,
        maxBadRows,
        minUsers,
        minInteractions,
        seed);
  }
}
