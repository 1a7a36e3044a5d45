package io.nightjar.jobs.softmax;

import io.nightjar.shared.likelihood.Choices;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Makes a {@link QueryPart} of the counted interactions of some queries: rows (user, item, context
 * values, count, total count of the user), all of a user together, those of a context together.
 */
final class QueryParts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Share of the likelihood that is asked for strangers. */
  private static final double STRANGERS = 0.1;

  private final double userPower;
  private final float rivalry;

  /**
   * A maker of parts.
   *
   * @param userPower the n interactions of a user weigh n to this power together
   * @param rivalry see {@link Choices#rivalry}; strangers have full rivals
   */
  QueryParts(double userPower, float rivalry) {
    this.userPower = userPower;
    this.rivalry = rivalry;
  }

  /** One query in so many is asked for a stranger too, where there is context. */
  private static final int SAMPLED = 10;

  private record Query(
      int user, int[] context, double userTotal, List<Integer> items, List<Double> counts) {}

  /** Reads rows: user int, item int, context values, count double, total count of the user. */
  QueryPart part(int number, Iterator<Row> rows) {
    List<Integer> users = new ArrayList<>();
    List<Query> queries = new ArrayList<>();
    Query last = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      int user = row.getInt(0);
      if (users.isEmpty() || users.get(users.size() - 1) != user) {
        users.add(user);
        last = null;
      }
      int[] context = ints(row.getList(2));
      if (last == null || !Arrays.equals(last.context(), context)) {
        last =
            new Query(
                users.size() - 1, context, row.getDouble(4), new ArrayList<>(), new ArrayList<>());
        queries.add(last);
      }
      last.items().add(row.getInt(1));
      last.counts().add(row.getDouble(3));
    }
    Builder builder = new Builder(rivalry);
    double[] perEvent = new double[queries.size()];
    for (int q = 0; q < perEvent.length; q++) {
      perEvent[q] = Math.pow(queries.get(q).userTotal(), userPower - 1);
      builder.add(queries.get(q), perEvent[q]);
    }
    addStrangers(queries, perEvent, builder);
    return builder.build(number, users.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * The choices of each context, summed up. Where there is context, a tenth of the queries stands
   * for all, since nearly every one may have a context of its own; which, depends on the query
   * only.
   */
  private void addStrangers(List<Query> queries, double[] perEvent, Builder builder) {
    Map<List<Integer>, Map<Integer, Double>> byContext = new LinkedHashMap<>();
    for (int q = 0; q < queries.size(); q++) {
      Query query = queries.get(q);
      boolean contextual = query.context().length > 0;
      if (contextual && hash(query) % SAMPLED != 0) {
        continue;
      }
      double weight = contextual ? SAMPLED * STRANGERS * perEvent[q] : STRANGERS * perEvent[q];
      List<Integer> context = Arrays.stream(query.context()).boxed().toList();
      Map<Integer, Double> counts = byContext.computeIfAbsent(context, c -> new LinkedHashMap<>());
      for (int i = 0; i < query.items().size(); i++) {
        counts.merge(query.items().get(i), weight * query.counts().get(i), Double::sum);
      }
    }
    byContext.forEach(
        (context, counts) ->
            builder.add(
                new Query(
                    QueryPart.STRANGER,
                    context.stream().mapToInt(Integer::intValue).toArray(),
                    1,
                    List.copyOf(counts.keySet()),
                    List.copyOf(counts.values())),
                1));
  }

  private static int hash(Query query) {
    int hash = Arrays.hashCode(query.context()) * 31 + query.items().hashCode();
    return (hash * 0x9E3779B9) >>> 8;
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Collects queries into arrays. */
  private static final class Builder {
    private final List<Query> queries = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();
    private final float rivalry;
    private int contexts;
    private int choices;

    Builder(float rivalry) {
      this.rivalry = rivalry;
    }

    void add(Query query, double perEvent) {
      queries.add(query);
      weights.add(perEvent);
      contexts += query.context().length;
      choices += query.items().size();
    }

    QueryPart build(int number, int[] users) {
      int[] queryUsers = new int[queries.size()];
      int[] contextStarts = new int[queries.size() + 1];
      int[] contextValues = new int[contexts];
      int[] starts = new int[queries.size() + 1];
      int[] items = new int[choices];
      float[] chosen = new float[choices];
      float[] rivalries = new float[queries.size()];
      for (int q = 0; q < queryUsers.length; q++) {
        Query query = queries.get(q);
        queryUsers[q] = query.user();
        rivalries[q] = query.user() == QueryPart.STRANGER ? 1f : rivalry;
        int context = contextStarts[q];
        System.arraycopy(query.context(), 0, contextValues, context, query.context().length);
        contextStarts[q + 1] = context + query.context().length;
        for (int i = 0; i < query.items().size(); i++) {
          items[starts[q] + i] = query.items().get(i);
          chosen[starts[q] + i] = (float) (query.counts().get(i) * weights.get(q));
        }
        starts[q + 1] = starts[q] + query.items().size();
      }
      return new QueryPart(
          number,
          users,
          queryUsers,
          contextStarts,
          contextValues,
          new Choices(starts, items, chosen, rivalries));
    }
  }
}
