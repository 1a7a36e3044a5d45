package io.nightjar.jobs.nightly;

import io.nightjar.jobs.evaluate.EvaluateConfig;
import io.nightjar.jobs.evaluate.Evaluation;
import io.nightjar.jobs.evaluate.MetricsReport;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.launch.SummaryTable;
import io.nightjar.jobs.precompute.Precompute;
import io.nightjar.jobs.precompute.PrecomputeConfig;
import io.nightjar.jobs.publish.Publisher;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.jobs.train.ModelTrainer;
import io.nightjar.jobs.train.TrainConfig;
import io.nightjar.shared.model.ModelManifest;
import java.util.List;
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
   * @param holdout interactions to evaluate on, null: those that train keeps out
   * @param exclude interactions that are no candidates in the evaluation, null for none
   * @param campaigns to point at the new model; may be empty
   * @param arguments flags, for the manifest
   */
  public record Plan(
      TrainConfig train,
      PrecomputeConfig table,
      String holdout,
      String exclude,
      List<CampaignTarget> campaigns,
      List<String> arguments) {
    /** Copies the lists. */
    public Plan {
      campaigns = List.copyOf(campaigns);
      arguments = List.copyOf(arguments);
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

    private EvaluateConfig evaluate(String model) {
      return new EvaluateConfig(train.store(), model, holdout, exclude, train.columns());
    }
  }

  /** Runs the night and returns the text of its summary. */
  public String run(Plan plan) {
    ModelManifest manifest = new ModelTrainer(spark, plan.train(), steps).run(plan.arguments());
    String model = manifest.model();
    new Precompute(spark, plan.precompute(model), steps).run();
    SummaryTable summary = new SummaryTable("nightly " + model);
    SummaryTable metrics = new SummaryTable("metrics on interactions the model has not seen");
    if (plan.holdout() != null || manifest.counts().getOrDefault("holdoutInteractions", 0L) > 0) {
      MetricsReport report = new Evaluation(spark, plan.evaluate(model), steps).run();
      report.addTo(metrics);
    } else {
      String reason =
          plan.train().holdoutUsers() == 0
              ? "--holdout-users is 0 and no --holdout is given"
              : "no held-out user has 5 interactions and no --holdout is given";
      steps.warn("not evaluated: {}", reason);
      metrics.row("not evaluated", reason);
    }
    Publisher publisher =
        new Publisher(
            new ModelStore(plan.train().store(), spark.sparkContext().hadoopConfiguration()));
    for (CampaignTarget campaign : plan.campaigns()) {
      steps.run(
          "publish " + campaign.name(),
          () -> publisher.publish(campaign.name(), model, campaign.recipe()),
          done -> "serves " + done.model() + " as " + done.recipe());
    }
    steps.addTo(summary);
    if (plan.campaigns().isEmpty()) {
      summary.row("not published", "no --campaign given");
    }
    return summary.text() + "\n\n" + metrics.text();
  }
}
