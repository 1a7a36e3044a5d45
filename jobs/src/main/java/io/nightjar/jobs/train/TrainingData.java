package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.ITEM_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.nightjar.shared.model.IdMap;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Interactions made ready to learn from: numbered, counted, and what evaluate will ask kept out.
 *
 * @param rows interactions to learn from, cached
 * @param dated whether these have times of their own
 * @param evaluation interactions kept out for evaluate
 * @param itemMetadata the Items data set; null for none
 * @param numbering ordinals of users and items; the catalogue is all items of both data sets
 * @param context context values that the interactions show
 * @param popularity interactions of each item, by ordinal
 * @param weights what these interactions weigh together, by ordinal
 */
record TrainingData(
    Dataset<Row> rows,
    boolean dated,
    Dataset<Row> evaluation,
    Dataset<Row> itemMetadata,
    Numbering numbering,
    ContextValues context,
    long[] popularity,
    double[] weights) {

  /** Smallest history of a user whose newest interactions are kept out. */
  private static final int MIN_EVALUATED_HISTORY = 5;

  static TrainingData of(JavaSparkContext context, TrainingInput input, TrainConfig config) {
    HoldoutSplit.Parts evaluation =
        new HoldoutSplit(config.holdoutUsers(), MIN_EVALUATED_HISTORY, config.seed())
            .cut(input.interactions().rows());
    Dataset<Row> rows = evaluation.kept().persist(StorageLevel.MEMORY_AND_DISK());
    Numbering numbering =
        new Numbering(
            context, Numbering.idsOf(rows, USER_ID), catalogue(rows, input.itemMetadata()));
    long[] popularity = new long[numbering.items().size()];
    double[] weights = new double[popularity.length];
    for (Row row : rows.groupBy(ITEM_ID).agg(count(lit(1)), sum(WEIGHT)).collectAsList()) {
      int item = numbering.items().ordinal(row.getString(0));
      popularity[item] = row.getLong(1);
      weights[item] = row.getDouble(2);
    }
    return new TrainingData(
        rows,
        input.interactions().dated(),
        evaluation.heldOut(),
        input.itemMetadata(),
        numbering,
        new ContextValues(rows),
        popularity,
        weights);
  }

  /** Number of users. */
  int users() {
    return numbering.users().size();
  }

  /** Size of the catalogue. */
  int items() {
    return numbering.items().size();
  }

  /** Number of interactions to learn from. */
  long interactions() {
    return Arrays.stream(popularity).sum();
  }

  /** Number of different items of each user, by ordinal. */
  int[] events() {
    int[] events = new int[users()];
    for (Row row :
        numbering
            .number(rows)
            .groupBy(AlsTrainer.USER)
            .agg(countDistinct(AlsTrainer.ITEM).as("events"))
            .collectAsList()) {
      events[row.getInt(0)] = (int) row.getLong(1);
    }
    return events;
  }

  /** All this in a line. */
  String inWords() {
    return String.format(
        Locale.ROOT,
        "%,d interactions to train on, %,d users, %,d items, %,d context values",
        interactions(),
        users(),
        items(),
        context.size());
  }

  /** Ids of all items of both data sets; {@code metadata} may be null. */
  static IdMap catalogue(Dataset<Row> rows, Dataset<Row> metadata) {
    Dataset<Row> ids = rows.select(ITEM_ID);
    return Numbering.idsOf(metadata == null ? ids : ids.union(metadata.select(ITEM_ID)), ITEM_ID);
  }
}
