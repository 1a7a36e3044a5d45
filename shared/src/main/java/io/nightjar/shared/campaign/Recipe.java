package io.nightjar.shared.campaign;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a model is trained for, under Amazon Personalize's names, and who may ask for it. */
public enum Recipe {
  /** The best items of the catalogue for a user. */
  USER_PERSONALIZATION(
      "aws-user-personalization",
      RecipeType.USER_PERSONALIZATION,
      List.of(
          "aws-user-personalization-v2", "aws-hrnn", "aws-hrnn-metadata", "aws-hrnn-coldstart")),
  /** Items of the caller, ordered for a user. */
  PERSONALIZED_RANKING(
      "aws-personalized-ranking",
      RecipeType.PERSONALIZED_RANKING,
      List.of("aws-personalized-ranking-v2")),
  /** Items like an item, by embeddings and metadata. */
  SIMILAR_ITEMS("aws-similar-items", RecipeType.RELATED_ITEMS, List.of()),
  /** Items that go with an item, by how many users had both. */
  SIMS("aws-sims", RecipeType.RELATED_ITEMS, List.of()),
  /** The items of most users. */
  POPULARITY_COUNT("aws-popularity-count", RecipeType.POPULAR_ITEMS, List.of()),
  /** The items whose interactions grow fastest. */
  TRENDING_NOW("aws-trending-now", RecipeType.POPULAR_ITEMS, List.of());

  private final String recipeName;
  private final RecipeType type;
  private final List<String> aliases;

  Recipe(String recipeName, RecipeType type, List<String> aliases) {
    this.recipeName = recipeName;
    this.type = type;
    this.aliases = aliases;
  }

  /** Personalize's name, as in {@code campaigns/NAME.json}. */
  public String recipeName() {
    return recipeName;
  }

  /** What its campaigns answer. */
  public RecipeType type() {
    return type;
  }

  /** Whether its models have learnt embeddings of users, items and context. */
  public boolean learnsEmbeddings() {
    return type.isPersonal() || this == SIMILAR_ITEMS;
  }

  /**
   * Whether a model that was trained for another recipe has what this one serves, as far as it has
   * its tables: the personal recipes share their embeddings, and popular items are counted for all
   * recipes but aws-trending-now, which puts them in another order.
   */
  public boolean canServeModelOf(Recipe trained) {
    return switch (this) {
      case USER_PERSONALIZATION, PERSONALIZED_RANKING -> trained.learnsEmbeddings();
      case POPULARITY_COUNT -> trained != TRENDING_NOW;
      case SIMILAR_ITEMS, SIMS, TRENDING_NOW -> trained == this;
    };
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
