package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.ITEM_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static io.nightjar.jobs.recipe.Hyperparameter.MAX_ITEM_INTERACTION_COUNT_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.MAX_USER_HISTORY_LENGTH_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.MIN_COINTERACTION_COUNT;
import static io.nightjar.jobs.recipe.Hyperparameter.MIN_ITEM_INTERACTION_COUNT_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.MIN_USER_HISTORY_LENGTH_PERCENTILE;
import static io.nightjar.jobs.recipe.Hyperparameter.POPULARITY_DISCOUNT_FACTOR;
import static io.nightjar.jobs.recipe.Hyperparameter.TREND_DISCOVERY_FREQUENCY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.jobs.interactions.Interactions;
import io.nightjar.jobs.launch.InputException;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.popular.TrendingItemRows;
import io.nightjar.jobs.recipe.RecipeSettings;
import io.nightjar.jobs.related.CoOccurrence;
import io.nightjar.jobs.related.HistoryLengths;
import io.nightjar.jobs.store.FileSealer;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.Recipe;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.ModelManifest;
import io.nightjar.shared.table.SimilarItemsTable;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Makes the models of the recipes that count and learn no embeddings: aws-sims,
 * aws-popularity-count and aws-trending-now.
 *
 * <p>Nothing is held out, since nothing is evaluated. The embedding of an item is its bias alone,
 * ln(1 + interactions): the catalogue has the one form that every reader knows. Users are written
 * only where there is a Users data set, for filters that ask about the user.
 */
final class CountingTrainer {
  private final SparkSession spark;
  private final TrainConfig config;
  private final RecipeSettings recipe;
  private final ModelStore store;
  private final Steps steps;
  private final SortedMap<String, Double> measured = new TreeMap<>();

  CountingTrainer(SparkSession spark, TrainConfig config, ModelStore store, Steps steps) {
    this.spark = spark;
    this.config = config;
    this.recipe = config.recipe();
    this.store = store;
    this.steps = steps;
  }

  /** Makes the model's tables and its manifest. */
  ModelManifest train(String model, Instant created, List<String> arguments, TrainingInput input) {
    Interactions interactions = input.interactions();
    if (recipe.recipe() == Recipe.TRENDING_NOW && !interactions.dated()) {
      throw new InputException(
          config.interactions() + " has no TIMESTAMP, which " + name() + " needs");
    }
    ModelExporter exporter = new ModelExporter(spark, store, model);
    IdMap items =
        steps.run(
            "write the catalogue",
            () -> writeCatalogue(exporter, input),
            done -> {
              steps.count("items", done.size());
              return String.format(Locale.ROOT, "%,d items", done.size());
            });
    steps.run(
        "write histories and popular items",
        () -> writeWhatHappened(exporter, interactions),
        read -> {
          steps.count("interactions", read);
          return String.format(Locale.ROOT, "of %,d interactions", read);
        });
    List<String> folders =
        new ArrayList<>(List.of(ModelLayout.ITEMS, ModelLayout.HISTORY, ModelLayout.POPULAR_ITEMS));
    long users = interactions.users();
    if (input.userMetadata() != null) {
      users =
          steps.run(
              "write users",
              () -> writeUsers(exporter, input),
              done -> {
                steps.count("users", done);
                return String.format(Locale.ROOT, "%,d users", done);
              });
      folders.add(ModelLayout.USERS);
    }
    if (recipe.recipe() == Recipe.SIMS) {
      steps.run(
          "count items that users had together",
          () -> {
            writeSimilar(exporter, interactions, items);
            return ModelLayout.SIMILAR_ITEMS;
          },
          done ->
              String.format(
                  Locale.ROOT,
                  "popularity_discount_factor %s, min_cointeraction_count %s",
                  recipe.text(POPULARITY_DISCOUNT_FACTOR),
                  recipe.text(MIN_COINTERACTION_COUNT)));
      folders.add(ModelLayout.SIMILAR_ITEMS);
    }
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("users", users);
    counts.put("items", (long) items.size());
    counts.put("interactions", interactions.count());
    return new ModelManifest(
        ModelLayout.FORMAT_VERSION,
        model,
        created.toString(),
        name(),
        1,
        counts,
        new TreeMap<>(),
        List.of(),
        0,
        config.seed(),
        arguments,
        measured,
        new FileSealer(spark, store).seal(model, folders));
  }

  private String name() {
    return recipe.recipe().recipeName();
  }

  private IdMap writeCatalogue(ModelExporter exporter, TrainingInput input) {
    Dataset<Row> rows = input.interactions().rows();
    IdMap ids = TrainingData.ids(rows, input.itemMetadata(), ITEM_ID);
    long[] popularity = new long[ids.size()];
    for (Row row : rows.groupBy(ITEM_ID).agg(count(lit(1))).collectAsList()) {
      popularity[ids.ordinal(row.getString(0))] = row.getLong(1);
    }
    float[][] biases = new float[ids.size()][];
    for (int item = 0; item < biases.length; item++) {
      biases[item] = new float[] {(float) StrictMath.log1p((double) popularity[item])};
    }
    exporter.items(ids, EmbeddingMatrix.of(1, biases), popularity, input.itemMetadata());
    return ids;
  }

  private static long writeUsers(ModelExporter exporter, TrainingInput input) {
    Dataset<Row> metadata = input.userMetadata();
    Dataset<Row> ids =
        input
            .interactions()
            .rows()
            .select(USER_ID)
            .union(metadata.select(USER_ID))
            .distinct()
            .persist(StorageLevel.MEMORY_AND_DISK());
    long users = ids.count();
    exporter.users(ids, users, metadata);
    ids.unpersist();
    return users;
  }

  private long writeWhatHappened(ModelExporter exporter, Interactions interactions) {
    long read = interactions.all().count();
    exporter.history(interactions.all(), read);
    if (recipe.recipe() == Recipe.TRENDING_NOW) {
      String frequency = recipe.text(TREND_DISCOVERY_FREQUENCY);
      exporter.trendingItems(interactions.rows(), TrendingItemRows.seconds(frequency));
      steps.say("trend_discovery_frequency {}, back from the latest interaction", frequency);
    } else {
      exporter.popularItems(interactions.rows());
    }
    return read;
  }

  private void writeSimilar(ModelExporter exporter, Interactions interactions, IdMap items) {
    Dataset<Row> ofUsers =
        HistoryLengths.between(
            interactions.rows(),
            USER_ID,
            recipe.number(MIN_USER_HISTORY_LENGTH_PERCENTILE),
            recipe.number(MAX_USER_HISTORY_LENGTH_PERCENTILE));
    Dataset<Row> counted =
        HistoryLengths.between(
                ofUsers,
                ITEM_ID,
                recipe.number(MIN_ITEM_INTERACTION_COUNT_PERCENTILE),
                recipe.number(MAX_ITEM_INTERACTION_COUNT_PERCENTILE))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> had =
        CoOccurrence.had(counted, CoOccurrence.NEWEST).persist(StorageLevel.MEMORY_AND_DISK());
    long users = counted.select(USER_ID).distinct().count();
    long cut =
        counted
            .select(USER_ID, ITEM_ID)
            .distinct()
            .groupBy(USER_ID)
            .count()
            .filter(col("count").gt(CoOccurrence.NEWEST))
            .count();
    measured.put("counted_users", (double) users);
    measured.put("cut_users", (double) cut);
    steps.say(
        "{} of {} users are counted; of {} of them only the newest {} items are",
        users,
        interactions.users(),
        cut,
        CoOccurrence.NEWEST);
    exporter.similarItems(
        CoOccurrence.of(
            had,
            JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(items),
            new CoOccurrence.Rules(
                recipe.number(POPULARITY_DISCOUNT_FACTOR),
                (int) recipe.number(MIN_COINTERACTION_COUNT),
                SimilarItemsTable.MOST_BY_COOCCURRENCE)));
    had.unpersist();
    counted.unpersist();
  }
}
