package io.nightjar.jobs.softmax;

import io.nightjar.shared.likelihood.Choices;
import io.nightjar.shared.likelihood.SoftmaxGradient;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/** Loss and gradient of the queries of one or more parts at a {@link Point}. */
final class PartGradient implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] items;
  private final float[] contexts;
  private final SortedMap<Integer, float[]> users = new TreeMap<>();
  private double loss;
  private double weight;

  private PartGradient(float[] items, float[] contexts) {
    this.items = items;
    this.contexts = contexts;
  }

  /** Computes. */
  static PartGradient of(QueryPart part, Point point) {
    SoftmaxGradient softmax = new SoftmaxGradient(point.items());
    int dimension = point.items().dimension();
    float[] contexts = new float[point.contexts().length];
    float[] users = point.users()[part.number()];
    float[] ofUsers = new float[users.length];
    float[] queries = new float[SoftmaxGradient.QUERIES * dimension];
    float[] ofQueries = new float[queries.length];
    Choices choices = part.choices();
    double loss = 0;
    double weight = 0;
    for (int first = 0; first < part.queries(); first += SoftmaxGradient.QUERIES) {
      int count = Math.min(SoftmaxGradient.QUERIES, part.queries() - first);
      java.util.Arrays.fill(ofQueries, 0f);
      for (int q = 0; q < count; q++) {
        fill(part, first + q, point, users, queries, q * dimension);
        weight += choices.weight(first + q);
      }
      loss += softmax.add(queries, 0, count, choices, first, ofQueries);
      for (int q = 0; q < count; q++) {
        spread(part, first + q, dimension, ofQueries, q * dimension, ofUsers, contexts);
      }
    }
    PartGradient gradient = new PartGradient(softmax.itemGradient(), contexts);
    gradient.users.put(part.number(), ofUsers);
    gradient.loss = loss;
    gradient.weight = weight;
    return gradient;
  }

  /** Writes the query vector: the user's embedding, the constant 1, the context embeddings. */
  static void fill(QueryPart part, int query, Point point, float[] users, float[] queries, int at) {
    int dimension = point.items().dimension();
    if (part.user(query) == QueryPart.STRANGER) {
      java.util.Arrays.fill(queries, at, at + dimension, 0f);
    } else {
      System.arraycopy(users, part.user(query) * (dimension - 1), queries, at, dimension - 1);
    }
    queries[at + dimension - 1] = 1f;
    for (int c = part.contextStart(query); c < part.contextStart(query + 1); c++) {
      int from = part.contextValue(c) * dimension;
      for (int factor = 0; factor < dimension; factor++) {
        queries[at + factor] += point.contexts()[from + factor];
      }
    }
  }

  private static void spread(
      QueryPart part,
      int query,
      int dimension,
      float[] gradient,
      int at,
      float[] ofUsers,
      float[] ofContexts) {
    if (part.user(query) != QueryPart.STRANGER) {
      int to = part.user(query) * (dimension - 1);
      for (int factor = 0; factor < dimension - 1; factor++) {
        ofUsers[to + factor] += gradient[at + factor];
      }
    }
    for (int c = part.contextStart(query); c < part.contextStart(query + 1); c++) {
      int to = part.contextValue(c) * dimension;
      for (int factor = 0; factor < dimension; factor++) {
        ofContexts[to + factor] += gradient[at + factor];
      }
    }
  }

  /** Adds another one of the same items and contexts to this one, which it returns. */
  PartGradient plus(PartGradient other) {
    for (int i = 0; i < items.length; i++) {
      items[i] += other.items[i];
    }
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] += other.contexts[i];
    }
    users.putAll(other.users);
    loss += other.loss;
    weight += other.weight;
    return this;
  }

  /** Of the item embeddings, row by row, the bias last. */
  float[] items() {
    return items;
  }

  /** Of the context embeddings, row by row. */
  float[] contexts() {
    return contexts;
  }

  /** Of the embeddings of the users of a part, in its order. */
  SortedMap<Integer, float[]> users() {
    return users;
  }

  /** Sum over all choices, in nats. */
  double loss() {
    return loss;
  }

  /** Sum of the weights of all choices. */
  double weight() {
    return weight;
  }
}
