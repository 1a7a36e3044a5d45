package io.nightjar.jobs.train;

import static io.nightjar.jobs.recipe.Hyperparameter.MAX_USER_HISTORY_LENGTH_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.MIN_USER_HISTORY_LENGTH_PERCENTILE;

import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.recipe.RecipeSettings;
import io.nightjar.jobs.related.HistoryLengths;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** What of the input a recipe's hyperparameters let the model learn from. */
final class RecipeInput {
  private RecipeInput() {}

  /**
   * The input of a model; says which hyperparameters change nothing.
   *
   * @throws InputException if no interactions are left
   */
  static TrainingInput of(TrainingInput input, RecipeSettings recipe, Steps steps) {
    if (!recipe.withoutEffect().isEmpty()) {
      steps.warn(
          "--hyperparameter {}: of a network that these models do not have, changes nothing",
          String.join(", ", recipe.withoutEffect()));
    }
    // aws-sims leaves out users of the extremes when it counts, not from popularity.
    if (!recipe.recipe().type().isPersonal()) {
      return input;
    }
    Interactions all = input.interactions();
    double least = recipe.number(MIN_USER_HISTORY_LENGTH_PERCENTILE);
    double most = recipe.number(MAX_USER_HISTORY_LENGTH_PERCENTILE);
    Dataset<Row> rows = HistoryLengths.between(all.rows(), InteractionColumns.USER_ID, least, most);
    if (rows == all.rows()) {
      return input;
    }
    rows = rows.persist(StorageLevel.MEMORY_AND_DISK());
    long count = rows.count();
    long users = rows.select(InteractionColumns.USER_ID).distinct().count();
    if (count == 0) {
      throw new InputException(
          "no interactions are left between min_user_history_length_percentile %s and max %s"
              .formatted(least, most));
    }
    steps.say(
        "{} of {} users are learnt from, by the percentiles of their history lengths",
        users,
        all.users());
    return new TrainingInput(
        new Interactions(
            all.all(),
            rows,
            count,
            all.rejected(),
            users,
            rows.select(InteractionColumns.ITEM_ID).distinct().count(),
            all.dated()),
        input.itemMetadata(),
        input.userMetadata());
  }
}
