package io.nightjar.jobs.recipe;

import io.nightjar.shared.campaign.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The flags that say what to train for. */
public final class RecipeOptions {
  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      defaultValue = "aws-user-personalization",
      description = "What to train for (default: ${DEFAULT-VALUE}).")
  String recipe;

  @Option(
      names = "--hyperparameter",
      paramLabel = "NAME=VALUE",
      description = "One of the recipe's hyperparameters, under Amazon's name. Repeatable.")
  List<String> hyperparameters = new ArrayList<>();

  /** The checked recipe. */
  public RecipeSettings toSettings() {
    SortedMap<String, String> given = new TreeMap<>();
    for (String text : hyperparameters) {
      int equals = text.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("--hyperparameter must be NAME=VALUE: '" + text + "'");
      }
      if (given.put(text.substring(0, equals).strip(), text.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "--hyperparameter must give each name once: '" + text + "'");
      }
    }
    return new RecipeSettings(Recipe.of(recipe), given);
  }
}
