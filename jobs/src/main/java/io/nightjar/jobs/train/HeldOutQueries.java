package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.CONTEXT;
import static io.nightjar.jobs.interactions.InteractionColumns.WEIGHT;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.nightjar.jobs.softmax.Holdout;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import scala.collection.Seq;

/**
 * Held-out interactions as queries: for each user and context the items that were taken.
 *
 * <p>Where people rarely take an item twice (films), the items they had are no candidates for the
 * next one. Where repeats are common (music, apps) all items are candidates, but for those that the
 * same user had in the very same context, if that is what does not repeat: a log of use with one
 * row for each user, app and context. The data decide, by the share of repeats.
 *
 * <p>Items that nobody had taken before are not asked, since nothing could be learnt of them; they
 * are counted.
 */
final class HeldOutQueries {
  /** Below this share of repeats what a user had is no candidate. */
  static final double REPEATS_MATTER = 0.05;

  private final double repeatShare;
  private final double newShare;
  private final long knownItems;
  private final boolean excludesSeen;
  private final boolean excludesSeenInContext;
  private final List<Holdout.Query> queries = new ArrayList<>();

  /**
   * Groups.
   *
   * @param heldOut columns user, item, context, weight
   * @param kept columns user, item, context of what is trained on
   * @param pairs columns user, item of what is trained on, each pair once
   * @param most queries at most; which ones, depends on user and context only
   */
  HeldOutQueries(
      Dataset<Row> heldOut,
      Dataset<Row> kept,
      Dataset<Row> pairs,
      ContextValues context,
      int most) {
    Dataset<Row> owned = pairs.select(AlsTrainer.USER, AlsTrainer.ITEM);
    Dataset<Row> knownItems =
        owned.select(AlsTrainer.ITEM).distinct().persist(StorageLevel.MEMORY_AND_DISK());
    this.knownItems = knownItems.count();
    Dataset<Row> known = heldOut.join(knownItems, inScala(AlsTrainer.ITEM), "left_semi");
    double all = weight(heldOut);
    this.newShare = (all - weight(known) + 0.5) / (all + 1);
    this.repeatShare = share(heldOut, owned, AlsTrainer.USER, AlsTrainer.ITEM);
    this.excludesSeen = repeatShare < REPEATS_MATTER;
    this.excludesSeenInContext =
        !excludesSeen
            && share(heldOut, kept, AlsTrainer.USER, AlsTrainer.ITEM, CONTEXT) < REPEATS_MATTER;
    Dataset<Row> asked =
        known
            .groupBy(AlsTrainer.USER, CONTEXT, AlsTrainer.ITEM)
            .agg(avg(WEIGHT).cast("float").as(WEIGHT))
            .groupBy(AlsTrainer.USER, CONTEXT)
            .agg(array_sort(collect_list(struct(AlsTrainer.ITEM, WEIGHT))).as("chosen"))
            .orderBy(xxhash64(col(AlsTrainer.USER), col(CONTEXT)), col(AlsTrainer.USER))
            .limit(most);
    Dataset<Row> seen =
        owned
            .groupBy(AlsTrainer.USER)
            .agg(array_sort(collect_set(AlsTrainer.ITEM)).as("seen"), count(lit(1)).as("events"));
    Dataset<Row> withSeen = asked.join(seen, inScala(AlsTrainer.USER), "left");
    if (excludesSeenInContext) {
      withSeen = withSeen.join(seenInContext(kept), inScala(AlsTrainer.USER, CONTEXT), "left");
    }
    for (Row row : withSeen.collectAsList()) {
      List<Row> taken = row.getList(row.fieldIndex("chosen"));
      int[] chosen = taken.stream().mapToInt(item -> item.getInt(0)).toArray();
      int[] excluded =
          excludesSeen
              ? without(ints(row.getAs("seen")), chosen)
              : excludesSeenInContext
                  ? without(ints(row.getAs("seen_in_context")), chosen)
                  : new int[0];
      Long events = row.getAs("events");
      queries.add(
          new Holdout.Query(
              row.<Integer>getAs(AlsTrainer.USER),
              context.ordinals(row.getAs(CONTEXT)),
              chosen,
              weights(taken),
              excluded,
              events == null ? 0 : events.intValue()));
    }
    knownItems.unpersist();
    queries.sort(
        java.util.Comparator.comparingInt(Holdout.Query::user)
            .thenComparing(Holdout.Query::values, java.util.Arrays::compare));
  }

  private static double weight(Dataset<Row> rows) {
    Row sum = rows.agg(sum(WEIGHT)).head();
    return sum.isNullAt(0) ? 0 : sum.getDouble(0);
  }

  /** Which share of the held-out rows has its like among others. */
  private static double share(Dataset<Row> heldOut, Dataset<Row> others, String... columns) {
    long all = heldOut.count();
    long found = heldOut.join(others, inScala(columns), "left_semi").count();
    return all == 0 ? 0 : (double) found / all;
  }

  private static Dataset<Row> seenInContext(Dataset<Row> kept) {
    return kept.groupBy(AlsTrainer.USER, CONTEXT)
        .agg(array_sort(collect_set(AlsTrainer.ITEM)).as("seen_in_context"));
  }

  /** Whether an item that a user has, in a context, is no candidate there. */
  boolean areExclusive() {
    return excludesSeen || excludesSeenInContext;
  }

  /** The queries, by user. */
  List<Holdout.Query> queries() {
    return queries;
  }

  /** Number of interactions that the queries must predict. */
  int interactions() {
    return queries.stream().mapToInt(query -> query.chosen().length).sum();
  }

  /** Share of held-out interactions whose user had taken the item before. */
  double repeatShare() {
    return repeatShare;
  }

  /**
   * Share of held-out interactions, by weight, with one item that nobody had taken before; half an
   * interaction added to all of them and to the whole, so that it is never 0.
   *
   * @param items size of the catalogue
   */
  double shareOfNewItem(int items) {
    return newShare / Math.max(1, items - knownItems);
  }

  private static float[] weights(List<Row> taken) {
    float[] weights = new float[taken.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = taken.get(i).getFloat(1);
    }
    return weights;
  }

  private static int[] without(int[] items, int[] kept) {
    return java.util.Arrays.stream(items)
        .filter(item -> java.util.Arrays.binarySearch(kept, item) < 0)
        .toArray();
  }

  private static int[] ints(Seq<Integer> values) {
    int[] ints = new int[values == null ? 0 : values.length()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = values.apply(i);
    }
    return ints;
  }

  private static scala.collection.immutable.Seq<String> inScala(String... columns) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(columns)).toSeq();
  }
}
