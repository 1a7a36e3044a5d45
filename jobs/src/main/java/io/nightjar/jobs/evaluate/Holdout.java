package io.nightjar.jobs.evaluate;

import io.nightjar.jobs.interactions.ColumnNames;
import io.nightjar.jobs.interactions.EventOptions;
import io.nightjar.jobs.interactions.InputRules;
import io.nightjar.jobs.interactions.InteractionsReader;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The interactions to predict.
 *
 * @param interactions columns user_id, item_id, context
 * @param users one row for each user, see {@link TestUsers}
 * @param own whether train kept them out; else they are the caller's
 * @param excludesSeen whether items that a user had in training are no candidates
 * @param source where they came from, for the report
 * @param whyEmpty what to say when there are none
 */
record Holdout(
    Dataset<Row> interactions,
    Dataset<Row> users,
    boolean own,
    boolean excludesSeen,
    String source,
    String whyEmpty) {
  private static final double REPEATS_MATTER = 0.05;

  /** Reads what a configuration names. */
  static Holdout read(
      SparkSession spark,
      ModelStore store,
      EvaluateConfig config,
      ModelManifest manifest,
      Steps steps) {
    return config.holdout() == null
        ? own(new ModelReader(spark, store, manifest), manifest)
        : external(new Files(spark, store, config, manifest, steps), config);
  }

  private static Holdout own(ModelReader reader, ModelManifest manifest) {
    boolean excludesSeen = manifest.training().getOrDefault("repeat_share", 0.0) < REPEATS_MATTER;
    Dataset<Row> rows = reader.table(ModelLayout.HOLDOUT);
    return new Holdout(
        rows,
        TestUsers.own(rows, excludesSeen),
        true,
        excludesSeen,
        "newest tenth of the held-out users",
        "train kept no interactions out; give --holdout");
  }

  private static Holdout external(Files files, EvaluateConfig config) {
    Dataset<Row> rows = files.read(config.holdout(), "holdout");
    Dataset<Row> exclude =
        config.exclude() == null ? null : files.read(config.exclude(), "exclude");
    return new Holdout(
        rows,
        TestUsers.external(rows, exclude, config.excludeBy()),
        false,
        exclude != null,
        config.holdout(),
        exclude == null
            ? config.holdout()
            : config.holdout() + " has only interactions that " + config.exclude() + " excludes");
  }

  private record Files(
      SparkSession spark,
      ModelStore store,
      EvaluateConfig config,
      ModelManifest manifest,
      Steps steps) {
    Dataset<Row> read(String path, String name) {
      return steps.run(
          "read " + name,
          () -> new InteractionsReader(spark, rules(name), steps).readUnordered(path),
          rows -> path);
    }

    private InputRules rules(String name) {
      String rejected = ModelLayout.REJECTED + "/" + manifest.model() + "/" + name;
      return new InputRules(
          new ColumnNames(config.columns()),
          List.copyOf(manifest.contextFields().keySet()),
          EventOptions.recordedIn(manifest.arguments()),
          0.01,
          store.uri(rejected),
          store.show(rejected));
    }
  }
}
