package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static org.apache.spark.sql.functions.col;

import io.nightjar.jobs.interactions.ColumnNames;
import io.nightjar.jobs.interactions.InputRules;
import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.jobs.interactions.InteractionsReader;
import io.nightjar.jobs.interactions.MetadataReader;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.model.ModelLayout;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The files that a model is trained from, read and checked.
 *
 * @param interactions clean interactions
 * @param itemMetadata the Items data set; null for none
 * @param userMetadata the Users data set; null for none
 */
record TrainingInput(
    Interactions interactions, Dataset<Row> itemMetadata, Dataset<Row> userMetadata) {

  /**
   * Reads what a configuration names.
   *
   * @param model id of the model to be, under which unreadable rows are set aside
   * @throws InputException if a file cannot be used or there is too little to learn from
   */
  static TrainingInput read(
      SparkSession spark, TrainConfig config, ModelStore store, String model, Steps steps) {
    Reading reading = new Reading(spark, config, rules(config, store, model), steps);
    Interactions interactions = reading.interactions();
    requireMinimums(config, interactions);
    Dataset<Row> items = reading.metadata(config.items(), "items", "ITEM_ID");
    Dataset<Row> users = reading.metadata(config.users(), "users", "USER_ID");
    return new TrainingInput(interactions, items, users);
  }

  private static InputRules rules(TrainConfig config, ModelStore store, String model) {
    String rejected = ModelLayout.REJECTED + "/" + model;
    return new InputRules(
        new ColumnNames(config.columns()),
        config.contextFields(),
        config.events(),
        config.maxBadRows(),
        store.uri(rejected),
        store.show(rejected));
  }

  private static void requireMinimums(TrainConfig config, Interactions input) {
    if (input.count() < config.minInteractions()) {
      throw new InputException(
          count(
              "%s has %,d interactions, training needs %,d; --min-interactions lowers that",
              config.interactions(), input.count(), config.minInteractions()));
    }
    long active = input.rows().groupBy(USER_ID).count().filter(col("count").geq(2)).count();
    if (active < config.minUsers()) {
      throw new InputException(
          count(
              "%s has %,d users with at least 2 interactions, training needs %,d; --min-users lowers"
                  + " that",
              config.interactions(), active, config.minUsers()));
    }
  }

  private static String count(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private record Reading(SparkSession spark, TrainConfig config, InputRules rules, Steps steps) {
    Interactions interactions() {
      return steps.run(
          "read interactions",
          () -> new InteractionsReader(spark, rules, steps).read(config.interactions()),
          read -> {
            steps.count("interactions", read.count());
            steps.count("users", read.users());
            steps.count("items", read.items());
            return count(
                "%,d interactions, %,d users, %,d items, %,d rows set aside",
                read.count(), read.users(), read.items(), read.rejected());
          });
    }

    Dataset<Row> metadata(String path, String dataset, String idName) {
      if (path == null) {
        return null;
      }
      return steps.run(
          "read " + dataset,
          () -> new MetadataReader(spark, rules, steps).read(path, dataset, idName),
          read -> {
            long rows = read.count();
            steps.count(dataset, rows);
            return count("%,d rows, %,d columns", rows, read.columns().length);
          });
    }
  }
}
