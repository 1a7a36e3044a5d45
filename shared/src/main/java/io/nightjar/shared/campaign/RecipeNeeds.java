package io.nightjar.shared.campaign;

import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.util.List;

/** What a model must have to serve a recipe. */
public final class RecipeNeeds {
  private RecipeNeeds() {}

  /**
   * Fails unless a model can serve a recipe.
   *
   * @throws UnservableModelException saying what the model lacks, and what to do about it
   */
  public static void require(Recipe served, ModelManifest manifest) {
    Recipe trained = Recipe.of(manifest.recipe());
    if (!served.canServeModelOf(trained)) {
      throw new UnservableModelException(
          "model %s is trained for %s, which cannot serve recipe %s; train one with --recipe %s"
              .formatted(
                  manifest.model(),
                  trained.recipeName(),
                  served.recipeName(),
                  served.recipeName()));
    }
    for (String table : tables(served)) {
      if (!manifest.has(table)) {
        throw new UnservableModelException(
            "model %s has no %s table, which recipe %s needs; %s"
                .formatted(
                    manifest.model(),
                    table,
                    served.recipeName(),
                    table.equals(ModelLayout.RECOMMENDATIONS)
                        ? "run precompute first"
                        : "train it again"));
      }
    }
  }

  /**
   * Fails if a campaign explores and its model does not say how old items are.
   *
   * @throws UnservableModelException saying what to do about it
   */
  public static void requireAges(CampaignManifest campaign, ModelManifest manifest) {
    if (campaign.explores() && !manifest.has(ModelLayout.ITEM_AGES)) {
      throw new UnservableModelException(
          "model %s has no %s table, which the exploration of campaign %s needs; train it again or"
                  .formatted(manifest.model(), ModelLayout.ITEM_AGES, campaign.campaign())
              + " publish with --exploration-weight 0");
    }
  }

  private static List<String> tables(Recipe recipe) {
    return switch (recipe) {
      case USER_PERSONALIZATION ->
          List.of(
              ModelLayout.USERS,
              ModelLayout.ITEMS,
              ModelLayout.CONTEXT,
              ModelLayout.RECOMMENDATIONS);
      case PERSONALIZED_RANKING ->
          List.of(ModelLayout.USERS, ModelLayout.ITEMS, ModelLayout.CONTEXT);
      case SIMILAR_ITEMS, SIMS ->
          List.of(ModelLayout.ITEMS, ModelLayout.SIMILAR_ITEMS, ModelLayout.POPULAR_ITEMS);
      case POPULARITY_COUNT, TRENDING_NOW -> List.of(ModelLayout.ITEMS, ModelLayout.POPULAR_ITEMS);
    };
  }
}
