package io.nightjar.jobs.softmax;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import scala.runtime.AbstractFunction1;

/**
 * The interactions to learn from, cut into parts by a hash of the query, that is of the user and
 * the context: part p belongs to batch p modulo the number of batches, so what is in a batch does
 * not depend on the number of parts. Where there is context, most steps then hear something of
 * every user. The parts are cached.
 */
public final class TrainingSet implements AutoCloseable {
  /** int: ordinal of the user. */
  public static final String USER = "user";

  /** int: ordinal of the item. */
  public static final String ITEM = "item";

  /** array of int: ordinals of the context values, sorted by field. */
  public static final String VALUES = "values";

  /** double: how often, or how much. */
  public static final String COUNT = "count";

  /** double: sum of the counts of the user. */
  private static final String TOTAL = "total";

  /** Ordered, so that the same interactions have the same sum to the last bit. */
  private static final WindowSpec OF_USER =
      Window.partitionBy(USER)
          .orderBy(VALUES, ITEM)
          .rowsBetween(Window.unboundedPreceding(), Window.unboundedFollowing());

  private final JavaRDD<QueryPart> parts;
  private final int batches;
  private final int[][] users;
  private final double weight;
  private final InteractionGraph graph;

  private TrainingSet(
      JavaRDD<QueryPart> parts, int batches, int[][] users, double weight, InteractionGraph graph) {
    this.parts = parts;
    this.batches = batches;
    this.users = users;
    this.weight = weight;
    this.graph = graph;
  }

  /**
   * Cuts interactions into parts.
   *
   * @param counted columns {@link #USER}, {@link #ITEM}, {@link #VALUES}, {@link #COUNT}, each
   *     combination once
   * @param users number of users
   * @param items size of the catalogue
   * @param batches steps of an epoch
   * @param userPower the n interactions of a user weigh n to this power together
   * @param rivalry how much a query's other choices compete with each, 0 to 1: {@link
   *     io.nightjar.shared.likelihood.Choices#rivalry}
   */
  public static TrainingSet of(
      Dataset<Row> counted,
      int users,
      int items,
      int batches,
      double userPower,
      double rivalry,
      int partsPerBatch) {
    int count = batches * partsPerBatch;
    QueryParts maker = new QueryParts(userPower, (float) rivalry);
    JavaRDD<QueryPart> parts =
        counted
            .select(USER, ITEM, VALUES, COUNT)
            .withColumn(TOTAL, functions.sum(COUNT).over(OF_USER))
            .repartition(count, functions.col(USER), functions.col(VALUES))
            .sortWithinPartitions(USER, VALUES, ITEM)
            .javaRDD()
            .mapPartitionsWithIndex(
                (number, rows) -> List.of(maker.part(number, rows)).iterator(), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<PartSummary> summaries = parts.map(PartSummary::of).collect();
    int[][] usersOfParts = new int[count][];
    double weight = 0;
    for (PartSummary summary : summaries) {
      usersOfParts[summary.number()] = summary.users();
      weight += summary.weight();
    }
    return new TrainingSet(parts, batches, usersOfParts, weight, graph(summaries, users, items));
  }

  /** What the driver knows of a part. */
  private record PartSummary(int number, int[] users, double weight, int[] edges, float[] counts)
      implements java.io.Serializable {
    /** Edges as pairs (user, item), those of one user together. */
    static PartSummary of(QueryPart part) {
      int[] edges = new int[0];
      float[] counts = new float[0];
      int edge = 0;
      double weight = 0;
      for (int query = 0; query < part.queries(); query++) {
        weight += part.choices().weight(query);
        if (part.user(query) == QueryPart.STRANGER) {
          continue;
        }
        int end = part.choices().start(query + 1);
        int from = part.choices().start(query);
        if (counts.length < edge + end - from) {
          int room = Math.max(edge + end - from, counts.length + counts.length / 2);
          edges = java.util.Arrays.copyOf(edges, 2 * room);
          counts = java.util.Arrays.copyOf(counts, room);
        }
        for (int choice = from; choice < end; choice++) {
          edges[2 * edge] = part.users()[part.user(query)];
          edges[2 * edge + 1] = part.choices().item(choice);
          counts[edge++] = 1f;
        }
      }
      return new PartSummary(
          part.number(),
          part.users(),
          weight,
          java.util.Arrays.copyOf(edges, 2 * edge),
          java.util.Arrays.copyOf(counts, edge));
    }
  }

  private static InteractionGraph graph(List<PartSummary> summaries, int users, int items) {
    int edges = summaries.stream().mapToInt(part -> part.counts().length).sum();
    int[] user = new int[edges];
    int[] item = new int[edges];
    float[] counts = new float[edges];
    int at = 0;
    for (PartSummary summary : summaries) {
      for (int edge = 0; edge < summary.counts().length; edge++) {
        user[at] = summary.edges()[2 * edge];
        item[at] = summary.edges()[2 * edge + 1];
        counts[at++] = summary.counts()[edge];
      }
    }
    return InteractionGraph.of(users, items, user, item, counts);
  }

  /** Who took what. */
  InteractionGraph graph() {
    return graph;
  }

  /** Sum of the weights of all choices. */
  double weight() {
    return weight;
  }

  /** Number of parts. */
  int parts() {
    return users.length;
  }

  /** Ordinals of the users of a part. Read only. */
  int[] users(int part) {
    return users[part];
  }

  /** For each user whether they are in a batch. */
  boolean[] usersOf(int batch) {
    boolean[] chosen = new boolean[graph.users()];
    for (int part : partsOf(batch)) {
      for (int user : users[part]) {
        chosen[user] = true;
      }
    }
    return chosen;
  }

  /** Numbers of the parts of a batch. */
  int[] partsOf(int batch) {
    return IntStream.range(0, users.length).filter(part -> part % batches == batch).toArray();
  }

  /** The parts of a batch. */
  JavaRDD<QueryPart> batch(int batch) {
    return PartitionPruningRDD.create(parts.rdd(), new InBatch(batch, batches)).toJavaRDD();
  }

  private static final class InBatch extends AbstractFunction1<Object, Object>
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    private final int batch;
    private final int batches;

    InBatch(int batch, int batches) {
      this.batch = batch;
      this.batches = batches;
    }

    @Override
    public Object apply(Object part) {
      return (Integer) part % batches == batch;
    }
  }

  @Override
  public void close() {
    parts.unpersist();
  }
}
