package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.ITEM_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.USER_ID;
import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.jobs.interactions.InteractionColumns;
import io.nightjar.shared.model.IdMap;
import java.util.Arrays;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Interactions made ready to learn from: numbered, counted, and what evaluate will ask kept out.
 *
 * @param rows interactions to learn from, cached
 * @param evaluation interactions kept out for evaluate
 * @param itemMetadata the Items data set; null for none
 * @param userMetadata the Users data set; null for none
 * @param numbering ordinals of the users and items of the interactions and of the other data sets
 * @param context context values that the interactions show
 * @param popularity interactions of each item, by ordinal
 * @param weights what these interactions weigh together, by ordinal
 */
record TrainingData(
    Dataset<Row> rows,
    Dataset<Row> evaluation,
    Dataset<Row> itemMetadata,
    Dataset<Row> userMetadata,
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
            context,
            ids(rows, input.userMetadata(), USER_ID),
            ids(rows, input.itemMetadata(), ITEM_ID));
    long[] popularity = new long[numbering.items().size()];
    double[] weights = new double[popularity.length];
    for (Row row : rows.groupBy(ITEM_ID).agg(count(lit(1)), sum(WEIGHT)).collectAsList()) {
      int item = numbering.items().ordinal(row.getString(0));
      popularity[item] = row.getLong(1);
      weights[item] = row.getDouble(2);
    }
    return new TrainingData(
        rows,
        evaluation.heldOut(),
        input.itemMetadata(),
        input.userMetadata(),
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

  /** Differs where the interactions differ, whatever their order and their files. */
  String fingerprint() {
    Column hash =
        xxhash64(
            col(USER_ID),
            col(ITEM_ID),
            col(InteractionColumns.TIMESTAMP),
            col(InteractionColumns.CONTEXT),
            col(WEIGHT));
    Row sums = rows.agg(bit_xor(hash), sum(pmod(hash, lit(1L << 31))), count(lit(1))).head();
    return "%016x-%d-%d".formatted(sums.getLong(0), sums.getLong(1), sums.getLong(2));
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

  /** Ids of both data sets; {@code metadata} may be null. */
  static IdMap ids(Dataset<Row> rows, Dataset<Row> metadata, String column) {
    Dataset<Row> ids = rows.select(column);
    return Numbering.idsOf(metadata == null ? ids : ids.union(metadata.select(column)), column);
  }
}
