package io.nightjar.jobs.nightly;

import io.nightjar.jobs.evaluate.EvaluateConfig;
import io.nightjar.jobs.evaluate.Evaluation;
import io.nightjar.jobs.evaluate.MetricsReport;
import io.nightjar.jobs.evaluate.MetricsText;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.launch.SummaryTable;
import io.nightjar.jobs.precompute.Precompute;
import io.nightjar.jobs.precompute.PrecomputeConfig;
import io.nightjar.jobs.publish.Published;
import io.nightjar.jobs.publish.Publisher;
import io.nightjar.jobs.runlog.RunLog;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.jobs.train.ModelTrainer;
import io.nightjar.jobs.train.TrainConfig;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** The steps of a night, one after the other; a failure leaves every campaign as it was. */
public final class Nightly {
  private final SparkSession spark;
  private final Steps steps;

  /** A night in one Spark session. */
  public Nightly(SparkSession spark, Steps steps) {
    this.spark = spark;
    this.steps = steps;
  }

  /**
   * What to do.
   *
   * @param train how to learn
   * @param table how to precompute; the model is that of the night
   * @param metrics what to evaluate on; the models are those of the night
   * @param campaigns to point at the new model; may be empty
   * @param requirements what the model must reach, else no campaign changes
   * @param call how it was called, for the record of the run
   * @param arguments flags of {@code train} that make the model, for the manifest; other flags of
   *     the call may be among them
   */
  public record Plan(
      TrainConfig train,
      PrecomputeConfig table,
      EvaluateConfig metrics,
      List<CampaignTarget> campaigns,
      List<Requirement> requirements,
      RunLog.Call call,
      List<String> arguments) {
    /** Checks that what is required can be measured, and copies the lists. */
    public Plan {
      campaigns = List.copyOf(campaigns);
      requirements = List.copyOf(requirements);
      if (!requirements.isEmpty() && campaigns.isEmpty()) {
        throw new IllegalArgumentException("--require needs --campaign: nothing is published");
      }
      if (!requirements.isEmpty() && metrics.holdout() == null && train.holdoutUsers() == 0) {
        throw new IllegalArgumentException(
            "--require needs interactions to evaluate on: --holdout-users is 0 and no --holdout is"
                + " given");
      }
      Recipe trained = train.recipe().recipe();
      if (!requirements.isEmpty() && !trained.learnsEmbeddings()) {
        throw new IllegalArgumentException(
            "--require needs a recipe that is evaluated: " + trained.recipeName());
      }
      for (CampaignTarget campaign : campaigns) {
        if (campaign.answers() != null && !campaign.answers().canServeModelOf(trained)) {
          throw new IllegalArgumentException(
              "--campaign %s must have a recipe that a model of --recipe %s can serve: %s"
                  .formatted(
                      campaign.name(), trained.recipeName(), campaign.answers().recipeName()));
        }
      }
      if (campaigns.stream().anyMatch(one -> one.exploration().isGiven())
          && campaigns.stream().noneMatch(one -> one.recommends(trained))) {
        throw new IllegalArgumentException(
            "--exploration-weight and --exploration-item-age-cut-off need a --campaign of "
                + Recipe.USER_PERSONALIZATION.recipeName());
      }
      arguments = List.copyOf(arguments);
    }

    /** Whether a table of recommendations is asked for: by the recipe or by a campaign. */
    private boolean needsRecommendations() {
      return train.recipe().recipe().type().isPersonal()
          || campaigns.stream().anyMatch(one -> one.answers() == Recipe.USER_PERSONALIZATION);
    }

    private PrecomputeConfig precompute(String model) {
      return new PrecomputeConfig(
          train.store(),
          model,
          table.top(),
          table.maxVariants(),
          table.taskBytes(),
          table.blockBytes());
    }
  }

  /**
   * Runs the night, records it in the store, and returns the text of its summary.
   *
   * @throws UnmetRequirementException if the model is made, but too bad to be published
   */
  public String run(Plan plan) {
    ModelStore store =
        new ModelStore(plan.train().store(), spark.sparkContext().hadoopConfiguration());
    RunLog log =
        new RunLog(
            store,
            steps,
            new RunLog.Subject(
                plan.call(),
                plan.train().recipe().recipe().recipeName(),
                plan.campaigns().stream().map(CampaignTarget::name).toList()));
    return log.record(() -> run(plan, store, log), UnmetRequirementException.class::isInstance);
  }

  private String run(Plan plan, ModelStore store, RunLog log) {
    ModelManifest manifest = new ModelTrainer(spark, plan.train(), steps).run(plan.arguments());
    String model = manifest.model();
    log.made(model);
    if (plan.needsRecommendations()) {
      new Precompute(spark, plan.precompute(model), steps).run();
    }
    String metrics;
    List<String> failures;
    if (plan.train().recipe().recipe().learnsEmbeddings()
        && (plan.metrics().holdout() != null
            || manifest.counts().getOrDefault("holdoutInteractions", 0L) > 0)) {
      String previous = PreviousModel.of(store, plan.campaigns(), steps);
      MetricsReport report = new Evaluation(spark, plan.metrics().of(model, previous), steps).run();
      metrics = new MetricsText(report).text();
      failures = failures(plan, report);
    } else {
      String reason =
          !plan.train().recipe().recipe().learnsEmbeddings()
              ? plan.train().recipe().recipe().recipeName() + " ranks nothing for a user"
              : plan.train().holdoutUsers() == 0
                  ? "--holdout-users is 0 and no --holdout is given"
                  : "no held-out user has 5 interactions and no --holdout is given";
      steps.warn("not evaluated: {}", reason);
      metrics = "not evaluated: " + reason;
      failures = plan.requirements().stream().map(r -> r.text() + ": " + reason).toList();
    }
    if (!failures.isEmpty()) {
      SummaryTable summary = new SummaryTable("nightly " + model);
      steps.addTo(summary);
      summary.row(
          "not published",
          "%d of %d requirements not met".formatted(failures.size(), plan.requirements().size()));
      throw new UnmetRequirementException(
          model, kept(store, plan.campaigns()), failures, summary.text() + "\n\n" + metrics);
    }
    Publisher publisher = new Publisher(store);
    for (CampaignTarget campaign : plan.campaigns()) {
      steps.run(
          "publish " + campaign.name(),
          () ->
              publisher.publish(
                  campaign.name(),
                  model,
                  campaign.recipe(),
                  campaign.options(plan.train().recipe().recipe())),
          Published::text);
    }
    SummaryTable summary = new SummaryTable("nightly " + model);
    steps.addTo(summary);
    if (plan.campaigns().isEmpty()) {
      summary.row("not published", "no --campaign given");
    }
    return summary.text() + "\n\n" + metrics;
  }

  private List<String> failures(Plan plan, MetricsReport report) {
    List<String> failures = new ArrayList<>();
    for (Requirement requirement : plan.requirements()) {
      Optional<String> failure = requirement.failure(report);
      failure.ifPresent(failures::add);
      if (failure.isPresent()) {
        steps.warn("required and not met: {}", failure.get());
      } else if (requirement.needsPrevious() && report.previous() == null) {
        steps.say("required: {}: holds, there is no previous model", requirement.text());
      } else {
        steps.say("required: {}: holds", requirement.text());
      }
    }
    return failures;
  }

  private static String kept(ModelStore store, List<CampaignTarget> campaigns) {
    return campaigns.stream()
        .map(
            target ->
                store
                    .campaign(target.name())
                    .map(now -> "campaign " + target.name() + " stays with " + now.model())
                    .orElse("campaign " + target.name() + " stays without a model"))
        .collect(Collectors.joining(", "));
  }
}
