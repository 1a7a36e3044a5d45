package io.nightjar.jobs.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.shared.campaign.Recipe;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RecipeSettingsTest {
  private static RecipeSettings parsed(String recipe, String... hyperparameters) {
    RecipeOptions options = new RecipeOptions();
    String[] flags = new String[2 + 2 * hyperparameters.length];
    flags[0] = "--recipe";
    flags[1] = recipe;
    for (int i = 0; i < hyperparameters.length; i++) {
      flags[2 + 2 * i] = "--hyperparameter";
      flags[3 + 2 * i] = hyperparameters[i];
    }
    new CommandLine(options).parseArgs(flags);
    return options.toSettings();
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    RecipeSettings settings = parsed("aws-sims", "min_cointeraction_count=0");
    assertThat(settings.recipe()).isEqualTo(Recipe.SIMS);
    assertThat(settings.number(Hyperparameter.MIN_COINTERACTION_COUNT)).isZero();
    assertThat(settings.number(Hyperparameter.POPULARITY_DISCOUNT_FACTOR)).isEqualTo(0.5);
    assertThat(settings.number(Hyperparameter.MIN_USER_HISTORY_LENGTH_PERCENTILE)).isEqualTo(0.005);
    assertThat(settings.number(Hyperparameter.MAX_USER_HISTORY_LENGTH_PERCENTILE)).isEqualTo(0.995);
    assertThat(parsed("aws-hrnn").number(Hyperparameter.MAX_USER_HISTORY_LENGTH_PERCENTILE))
        .isEqualTo(1);
    assertThat(parsed("aws-trending-now").text(Hyperparameter.TREND_DISCOVERY_FREQUENCY))
        .isEqualTo("3 hours");
  }

  @Test
  void aDimensionIsThatOfTheRecipesOwnHyperparameter() {
    assertThat(parsed("aws-user-personalization", "hidden_dimension=100").dimension())
        .isEqualTo(100);
    assertThat(parsed("aws-similar-items", "item_id_hidden_dimension=30").dimension())
        .isEqualTo(30);
    assertThat(parsed("aws-similar-items").dimension()).isNull();
  }

  @Test
  void thoseOfAmazonsNetworksAreKnownAndChangeNothing() {
    assertThat(parsed("aws-hrnn", "bptt=32", "recency_mask=True").withoutEffect())
        .containsExactly("bptt", "recency_mask");
    for (String recipe : List.of("aws-user-personalization-v2", "aws-personalized-ranking-v2")) {
      RecipeSettings settings = parsed(recipe, "apply_recency_bias=FALSE");
      assertThat(settings.text(Hyperparameter.APPLY_RECENCY_BIAS)).isEqualTo("false");
      assertThat(settings.withoutEffect()).containsExactly("apply_recency_bias");
    }
    assertThat(parsed("aws-sims", "popularity_discount_factor=1").withoutEffect()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "aws-sims # popularity_discount_factor=1.01 # --hyperparameter"
            + " popularity_discount_factor must be a number from 0.0 to 1.0: '1.01'",
        "aws-sims # popularity_discount_factor=NaN # --hyperparameter"
            + " popularity_discount_factor must be a number from 0.0 to 1.0: 'NaN'",
        "aws-sims # min_cointeraction_count=11 # --hyperparameter min_cointeraction_count must be"
            + " a whole number from 0 to 10: '11'",
        "aws-sims # min_cointeraction_count=2.5 # --hyperparameter min_cointeraction_count must be"
            + " a whole number from 0 to 10: '2.5'",
        "aws-hrnn # hidden_dimension=31 # --hyperparameter hidden_dimension must be"
            + " a whole number from 32 to 256: '31'",
        "aws-personalized-ranking-v2 # apply_recency_bias=yes # --hyperparameter"
            + " apply_recency_bias must be one of true, false: 'yes'",
        "aws-popularity-count # apply_recency_bias=true # --hyperparameter must be one that"
            + " aws-popularity-count has (none): 'apply_recency_bias'",
        "aws-trending-now # trend_discovery_frequency=2 hours # --hyperparameter"
            + " trend_discovery_frequency must be one of 30 minutes, 1 hour, 3 hours, 1 day:"
            + " '2 hours'",
        "aws-trending-now # popularity_discount_factor=1 # --hyperparameter must be one that"
            + " aws-trending-now has (trend_discovery_frequency): 'popularity_discount_factor'",
        "aws-popularity-count # x=1 # --hyperparameter must be one that aws-popularity-count has"
            + " (none): 'x'",
        "aws-sims # popularity_discount_factor # --hyperparameter must be NAME=VALUE:"
            + " 'popularity_discount_factor'",
        "aws-sims # max_user_history_length_percentile=0.001 # --hyperparameter"
            + " min_user_history_length_percentile must not exceed"
            + " max_user_history_length_percentile (0.001): 0.005"
      })
  void aMistakeIsNamed(String recipe, String hyperparameter, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parsed(recipe, hyperparameter))
        .withMessage(message);
  }

  @Test
  void noneIsGivenTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> parsed("aws-sims", "min_cointeraction_count=1", "min_cointeraction_count=2"))
        .withMessage("--hyperparameter must give each name once: 'min_cointeraction_count=2'");
  }
}
