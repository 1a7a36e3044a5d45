package io.nightjar.jobs.evaluate;

import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.scoring.LogPartition;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.Scorer;
import io.nightjar.shared.scoring.TopN;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks every query of a partition of several rankings and sums up how they did. */
final class QueryJudge {
  /** The model as it is served. */
  static final String MODEL = "model";

  /** The same model, the context of the queries left away. */
  static final String WITHOUT_CONTEXT = "model_without_context";

  /** The same list for everybody: most interactions first. */
  static final String POPULARITY = "popularity";

  /** Finite, as every logit must be; its exp is 0. */
  private static final float NO_CANDIDATE = -Float.MAX_VALUE;

  private final Scorer scorer;
  private final ContextEmbeddings context;
  private final float[] popularity;

  /**
   * A judge of one model.
   *
   * @param popularity log (interactions + 1) of every item
   */
  QueryJudge(Scorer scorer, ContextEmbeddings context, float[] popularity) {
    this.scorer = scorer;
    this.context = context;
    this.popularity = popularity.clone();
  }

  /** Sums by ranking. */
  Map<String, MetricSums> judge(Iterator<Query> queries) {
    Map<String, MetricSums> sums = new LinkedHashMap<>();
    boolean contextual = !context.schema().fields().isEmpty();
    while (queries.hasNext()) {
      Query query = queries.next();
      float[] inContext = context.sum(ContextVariant.parse(query.context()));
      judge(sums, MODEL, query, scorer.logits(QueryVector.of(query.user(), inContext)));
      if (contextual) {
        judge(sums, WITHOUT_CONTEXT, query, scorer.logits(QueryVector.of(query.user())));
      }
      judge(sums, POPULARITY, query, popularity.clone());
    }
    return sums;
  }

  private void judge(Map<String, MetricSums> sums, String name, Query query, float[] logits) {
    int items = scorer.items();
    for (int item : query.excluded()) {
      logits[item] = NO_CANDIDATE;
    }
    LogPartition partition = new LogPartition();
    partition.addAll(logits, items);
    double nll = 0;
    for (int item : query.relevant()) {
      nll += partition.value() - logits[item];
    }
    // An item that the model does not know has no probability; it counts as a uniform guess.
    nll += query.unknown() * Math.log(items);
    TopN top = new TopN(Math.min(MetricSums.DEPTH, items));
    top.offerAll(logits, items, 0);
    int[] ordinals = new int[top.size()];
    float[] topLogits = new float[top.size()];
    int count = top.drain(ordinals, topLogits, 0);
    boolean[] hits = new boolean[count];
    for (int position = 0; position < count; position++) {
      hits[position] = Arrays.binarySearch(query.relevant(), ordinals[position]) >= 0;
    }
    sums.computeIfAbsent(name, n -> new MetricSums())
        .add(hits, query.relevant().length + query.unknown(), nll);
  }
}
