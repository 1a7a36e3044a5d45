package io.nightjar.jobs.softmax;

import io.nightjar.shared.likelihood.Choices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/** Interactions kept out of training, to tell when to stop and how sure the model may be. */
public final class Holdout implements AutoCloseable {
  private final JavaSparkContext context;
  private final JavaRDD<HoldoutPart> parts;
  private final int[][] users;
  private final int[][] events;

  private Holdout(
      JavaSparkContext context, JavaRDD<HoldoutPart> parts, int[][] users, int[][] events) {
    this.context = context;
    this.parts = parts;
    this.users = users;
    this.events = events;
  }

  /**
   * One held-out query.
   *
   * @param user ordinal
   * @param values ordinals of the context values
   * @param chosen ordinals of the items to predict
   * @param weights how much each of them counts in the likelihood
   * @param excluded ordinals of the items that are no candidates
   * @param events interactions of the user in training
   */
  public record Query(
      int user, int[] values, int[] chosen, float[] weights, int[] excluded, int events) {}

  /** Spreads queries over the executors. */
  public static Holdout of(JavaSparkContext context, List<Query> queries, int partitions) {
    List<HoldoutPart> parts = new ArrayList<>();
    int[][] users = new int[partitions][];
    int[][] events = new int[partitions][];
    for (int number = 0; number < partitions; number++) {
      List<Query> own = new ArrayList<>();
      for (int i = number; i < queries.size(); i += partitions) {
        own.add(queries.get(i));
      }
      users[number] = own.stream().mapToInt(Query::user).toArray();
      events[number] = own.stream().mapToInt(Query::events).toArray();
      parts.add(part(number, own, users[number]));
    }
    return new Holdout(
        context,
        context.parallelize(parts, partitions).persist(StorageLevel.MEMORY_AND_DISK()),
        users,
        events);
  }

  private static HoldoutPart part(int number, List<Query> queries, int[] users) {
    int[] positions = new int[users.length];
    Arrays.setAll(positions, i -> i);
    Lists values = new Lists();
    Lists chosen = new Lists();
    Lists excluded = new Lists();
    for (Query query : queries) {
      values.add(query.values());
      chosen.add(query.chosen());
      excluded.add(query.excluded());
    }
    float[] weights = new float[chosen.all.size()];
    int at = 0;
    for (Query query : queries) {
      System.arraycopy(query.weights(), 0, weights, at, query.weights().length);
      at += query.weights().length;
    }
    return new HoldoutPart(
        new QueryPart(
            number,
            users,
            positions,
            values.starts(),
            values.items(),
            new Choices(chosen.starts(), chosen.items(), weights)),
        excluded.starts(),
        excluded.items());
  }

  private static final class Lists {
    private final List<Integer> ends = new ArrayList<>(List.of(0));
    private final List<Integer> all = new ArrayList<>();

    void add(int[] list) {
      for (int value : list) {
        all.add(value);
      }
      ends.add(all.size());
    }

    int[] starts() {
      return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    int[] items() {
      return all.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** How embeddings do. */
  public Verdict judge(Learnt learnt) {
    float[][] ofParts = new float[users.length][];
    int width = learnt.width();
    for (int part = 0; part < users.length; part++) {
      ofParts[part] = new float[users[part].length * width];
      for (int i = 0; i < users[part].length; i++) {
        System.arraycopy(learnt.users(), users[part][i] * width, ofParts[part], i * width, width);
      }
    }
    int[][] before = events;
    Broadcast<Point> point =
        context.broadcast(new Point(learnt.items(), learnt.contexts(), ofParts));
    try {
      return parts
          .map(part -> new HoldoutJudge(point.value()).judge(part, before[part.queries().number()]))
          .reduce(Verdict::plus);
    } finally {
      point.destroy();
    }
  }

  @Override
  public void close() {
    parts.unpersist();
  }
}
