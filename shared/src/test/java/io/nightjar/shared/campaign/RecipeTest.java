package io.nightjar.shared.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecipeTest {
  @ParameterizedTest
  @EnumSource
  void ownNamesAreKnown(Recipe recipe) {
    assertThat(Recipe.of(recipe.recipeName())).isEqualTo(recipe);
    assertThat(Recipe.of("arn:aws:personalize:::recipe/" + recipe.recipeName())).isEqualTo(recipe);
  }

  @ParameterizedTest
  @CsvSource({
    "aws-user-personalization-v2,USER_PERSONALIZATION",
    "aws-hrnn,USER_PERSONALIZATION",
    "arn:aws:personalize:::recipe/aws-hrnn-metadata,USER_PERSONALIZATION",
    "aws-personalized-ranking-v2,PERSONALIZED_RANKING"
  })
  void aliasesAreKnown(String name, Recipe recipe) {
    assertThat(Recipe.of(name)).isEqualTo(recipe);
  }

  @Test
  void otherNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recipe.nameGiven("aws-nonsense"))
        .withMessage(
            "recipe must be one of aws-user-personalization, aws-personalized-ranking,"
                + " aws-similar-items, aws-sims, aws-popularity-count, aws-trending-now"
                + " (or an alias of one): 'aws-nonsense'");
  }

  @ParameterizedTest
  @CsvSource({
    "USER_PERSONALIZATION,PERSONALIZED_RANKING,true",
    "PERSONALIZED_RANKING,SIMILAR_ITEMS,true",
    "USER_PERSONALIZATION,SIMS,false",
    "POPULARITY_COUNT,SIMS,true",
    "POPULARITY_COUNT,USER_PERSONALIZATION,true",
    "POPULARITY_COUNT,TRENDING_NOW,false",
    "TRENDING_NOW,POPULARITY_COUNT,false",
    "SIMS,SIMILAR_ITEMS,false",
    "SIMILAR_ITEMS,USER_PERSONALIZATION,false",
    "TRENDING_NOW,TRENDING_NOW,true"
  })
  void aModelServesOnlyRecipesWhoseAnswersItHas(Recipe served, Recipe trained, boolean can) {
    assertThat(served.canServeModelOf(trained)).isEqualTo(can);
  }

  @ParameterizedTest
  @CsvSource({
    "USER_PERSONALIZATION,GetRecommendations",
    "PERSONALIZED_RANKING,GetPersonalizedRanking",
    "SIMS,GetRecommendations",
    "TRENDING_NOW,GetRecommendations"
  })
  void aRecipeAnswersOneOperation(Recipe recipe, String operation) {
    assertThat(recipe.type().operation()).isEqualTo(operation);
  }

  @Test
  void aNameIsKeptAsItIsGiven() {
    assertThat(Recipe.nameGiven("arn:aws:personalize:::recipe/aws-user-personalization-v2"))
        .isEqualTo("aws-user-personalization-v2");
    assertThat(Recipe.nameGiven("aws-hrnn")).isEqualTo("aws-hrnn");
  }
}
