package io.nightjar.shared.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a model is trained for, under Amazon Personalize's names, and who may ask for it. */
public enum Recipe {
  /** The best items of the catalogue for a user. */
  USER_PERSONALIZATION(
      "aws-user-personalization",
      List.of(
          "aws-user-personalization-v2", "aws-hrnn", "aws-hrnn-metadata", "aws-hrnn-coldstart")),
  /** Items of the caller, ordered for a user. */
  PERSONALIZED_RANKING("aws-personalized-ranking", List.of("aws-personalized-ranking-v2"));

  private final String recipeName;
  private final List<String> aliases;

  Recipe(String recipeName, List<String> aliases) {
    this.recipeName = recipeName;
    this.aliases = aliases;
  }

  /** Personalize's name, as in {@code campaigns/NAME.json}. */
  public String recipeName() {
    return recipeName;
  }

  /**
   * The recipe of a name or an alias, with or without {@code arn:aws:personalize:::recipe/}.
   *
   * @throws IllegalArgumentException listing the known names
   */
  public static Recipe of(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    for (Recipe recipe : values()) {
      if (recipe.recipeName.equals(last) || recipe.aliases.contains(last)) {
        return recipe;
      }
    }
    throw new IllegalArgumentException(
        "recipe must be one of " + names() + " (or an alias of one): '" + name + "'");
  }

  /**
   * A name or alias as it is given, without {@code arn:aws:personalize:::recipe/}.
   *
   * @throws IllegalArgumentException listing the known names
   */
  public static String nameGiven(String name) {
    of(name);
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** All names, comma-separated. */
  public static String names() {
    return Arrays.stream(values()).map(Recipe::recipeName).collect(Collectors.joining(", "));
  }
}
