package io.nightjar.jobs.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.jobs.evaluate.EvaluateConfig;
import io.nightjar.jobs.interactions.EventRules;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.precompute.PrecomputeConfig;
import io.nightjar.jobs.publish.ExplorationSettings;
import io.nightjar.jobs.recipe.RecipeSettings;
import io.nightjar.jobs.runlog.RunLog;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.jobs.train.GivenHyperparameters;
import io.nightjar.jobs.train.TrainConfig;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipesOfANightTest {
  @TempDir Path folder;

  private static Nightly.Plan plan(Recipe recipe, String campaign, List<Requirement> required) {
    TrainConfig train =
        new TrainConfig(
            "interactions.csv",
            null,
            null,
            "store",
            RecipeSettings.of(recipe),
            List.of(),
            Map.of(),
            GivenHyperparameters.NONE,
            null,
            60,
            EventRules.ALL,
            0.1,
            0.01,
            25,
            1000,
            42);
    return new Nightly.Plan(
        train,
        new PrecomputeConfig("store", null, 100, 32, 64L << 20, 0),
        new EvaluateConfig(
            "store", null, null, null, null, EvaluateConfig.ExcludeBy.USER, Map.of()),
        List.of(CampaignTarget.parse(campaign)),
        required,
        new RunLog.Call("nightly", List.of()),
        List.of());
  }

  @Test
  void aCampaignThatTheModelCannotServeIsRefusedBeforeTraining() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(Recipe.TRENDING_NOW, "top=aws-popularity-count", List.of()))
        .withMessage(
            "--campaign top must have a recipe that a model of --recipe aws-trending-now can"
                + " serve: aws-popularity-count");
    assertThat(plan(Recipe.SIMS, "top=aws-popularity-count", List.of()).campaigns()).hasSize(1);
    assertThat(plan(Recipe.SIMILAR_ITEMS, "home=aws-hrnn", List.of()).campaigns()).hasSize(1);
  }

  @Test
  void whatIsNotEvaluatedCannotBeRequiredToBeGood() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> plan(Recipe.SIMS, "together", List.of(Requirement.parse("ndcg_at_10>=0.1"))))
        .withMessage("--require needs a recipe that is evaluated: aws-sims");
  }

  private static Nightly.Plan exploring(Recipe trained, String campaign) {
    Nightly.Plan plan = plan(trained, campaign, List.of());
    CampaignTarget target =
        plan.campaigns().get(0).withExploration(new ExplorationSettings("0.2", null));
    return new Nightly.Plan(
        plan.train(),
        plan.table(),
        plan.metrics(),
        List.of(target),
        plan.requirements(),
        plan.call(),
        plan.arguments());
  }

  @Test
  void onlyACampaignThatRecommendsToUsersExplores() {
    CampaignTarget home = exploring(Recipe.USER_PERSONALIZATION, "home").campaigns().get(0);
    assertThat(home.options(Recipe.USER_PERSONALIZATION).exploration().weight()).isEqualTo("0.2");
    assertThat(home.options(Recipe.PERSONALIZED_RANKING).exploration().isGiven()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exploring(Recipe.SIMS, "together"))
        .withMessage(
            "--exploration-weight and --exploration-item-age-cut-off need a --campaign of"
                + " aws-user-personalization");
  }

  @Test
  void aModelThatRanksNothingIsNoPreviousOne() throws Exception {
    ModelStore store = new ModelStore(folder.toString(), new Configuration());
    String model = ModelLayout.modelId(Instant.EPOCH, 1);
    Path file = folder.resolve(ModelLayout.modelFolder(model)).resolve("items/part-0");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    TreeMap<String, ModelManifest.FileEntry> files = new TreeMap<>();
    files.put("items/part-0", new ModelManifest.FileEntry(1, "00"));
    store.replaceManifest(
        new ModelManifest(
            1,
            model,
            "1970-01-01T00:00:00Z",
            "aws-sims",
            1,
            null,
            null,
            null,
            0,
            1,
            null,
            null,
            files));
    store.replaceCampaign(
        new CampaignManifest("home", "aws-sims", model, null, "1970-01-01T00:00:00Z"));
    assertThat(PreviousModel.of(store, List.of(CampaignTarget.parse("home")), new Steps()))
        .isNull();
  }
}
