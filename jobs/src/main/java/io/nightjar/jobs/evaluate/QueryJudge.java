package io.nightjar.jobs.evaluate;

import io.nightjar.shared.batch.CandidateQuery;
import io.nightjar.shared.batch.CandidateRanking;
import io.nightjar.shared.batch.CandidateScorer;
import io.nightjar.shared.scoring.Softmax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.LongAccumulator;

/**
 * Asks the queries of the users of a partition of several rankings and sums up how they did. Users
 * are taken some at a time, so that their queries are scored together. Not thread-safe.
 */
final class QueryJudge {
  private static final int QUERIES_AT_A_TIME = 512;
  private static final int MOST_CONTEXTS = 10_000;

  private final Rankings rankings;
  private final Groups groups;
  private final List<Asked> asked = new ArrayList<>();
  private final BootstrapWeights bootstrap;
  private final EvaluationSums sums;
  private final double[] weights = new double[BootstrapWeights.SAMPLES];

  /** A model with what one task needs to ask it. */
  private static final class Asked {
    private final AskedModel model;
    private final CandidateScorer scorer;
    private final Map<String, float[]> contexts = new HashMap<>();

    Asked(AskedModel model) {
      this.model = model;
      this.scorer = new CandidateScorer(model.items(), Measures.DEPTH);
    }

    float[] context(String key) {
      if (contexts.size() > MOST_CONTEXTS) {
        contexts.clear();
      }
      return contexts.computeIfAbsent(key, model::context);
    }
  }

  /**
   * A judge.
   *
   * @param models the model that is measured, then the previous one if the rankings have it
   */
  QueryJudge(
      Rankings rankings, Groups groups, List<AskedModel> models, BootstrapWeights bootstrap) {
    this.rankings = rankings;
    this.groups = groups;
    models.forEach(model -> asked.add(new Asked(model)));
    this.bootstrap = bootstrap;
    this.sums = new EvaluationSums(groups.size(), rankings.names().size());
  }

  /** Judges all users; {@code progress} counts them. */
  EvaluationSums judge(Iterator<TestUser> users, LongAccumulator progress) {
    List<TestUser> batch = new ArrayList<>();
    int queries = 0;
    while (users.hasNext()) {
      TestUser user = users.next();
      batch.add(user);
      queries += user.queries().size();
      if (queries >= QUERIES_AT_A_TIME || !users.hasNext()) {
        judge(batch);
        progress.add(batch.size());
        batch.clear();
        queries = 0;
      }
    }
    return sums;
  }

  /** One query with the rankings that answer it, in the order of {@link Rankings}. */
  private record Answered(
      Relevant[] relevant, CandidateRanking[] lists, int[] models, int[] excluded) {}

  private void judge(List<TestUser> batch) {
    List<Answered> answers = new ArrayList<>();
    List<List<CandidateQuery>> questions = new ArrayList<>();
    asked.forEach(model -> questions.add(new ArrayList<>()));
    for (TestUser user : batch) {
      for (TestUser.Query query : user.queries()) {
        answers.add(ask(user, query, questions));
      }
    }
    List<Iterator<CandidateRanking>> found = new ArrayList<>();
    for (int model = 0; model < asked.size(); model++) {
      found.add(asked.get(model).scorer.score(questions.get(model)).iterator());
    }
    Iterator<Answered> next = answers.iterator();
    for (TestUser user : batch) {
      List<Answered> own = new ArrayList<>();
      for (int query = 0; query < user.queries().size(); query++) {
        Answered answer = next.next();
        for (int ranking = 0; ranking < answer.lists.length; ranking++) {
          if (answer.lists[ranking] == null) {
            answer.lists[ranking] = found.get(answer.models[ranking]).next();
          }
        }
        own.add(answer);
      }
      add(user, own);
    }
  }

  private Answered ask(TestUser user, TestUser.Query query, List<List<CandidateQuery>> questions) {
    int size = rankings.names().size();
    Answered answer =
        new Answered(new Relevant[size], new CandidateRanking[size], new int[size], new int[size]);
    for (int model = 0; model < asked.size(); model++) {
      AskedModel target = asked.get(model).model;
      Relevant relevant =
          new Relevant(query.chosen(), target, asked.get(0).model, groups.popularity());
      int[] excluded = target.ordinals(query.excluded());
      float[] embedding = target.user(user.embeddings()[model]);
      float[] context = asked.get(model).context(query.context());
      CandidateQuery inContext =
          new CandidateQuery(embedding, context, excluded, relevant.ordinals());
      if (model > 0) {
        expect(answer, rankings.ofPrevious(), model, relevant, excluded.length);
        questions.get(model).add(inContext);
        continue;
      }
      expect(answer, Rankings.OF_MODEL, model, relevant, excluded.length);
      questions.get(model).add(inContext);
      if (rankings.inContext()) {
        expect(answer, rankings.ofWithoutContext(), model, relevant, excluded.length);
        questions
            .get(model)
            .add(new CandidateQuery(embedding, null, excluded, relevant.ordinals()));
      }
      expect(answer, rankings.ofPopularity(), model, relevant, excluded.length);
      answer.lists[rankings.ofPopularity()] =
          groups.popularity().rank(Measures.DEPTH, excluded, relevant.ordinals());
    }
    return answer;
  }

  private static void expect(
      Answered answer, int ranking, int model, Relevant relevant, int excluded) {
    answer.relevant[ranking] = relevant;
    answer.models[ranking] = model;
    answer.excluded[ranking] = excluded;
  }

  private void add(TestUser user, List<Answered> answers) {
    if (answers.isEmpty()) {
      return;
    }
    bootstrap.of(user.id(), weights);
    for (int group = -1; group < Popularity.GROUPS; group++) {
      double[][] own = new double[rankings.names().size()][Measures.SUMS];
      for (Answered answer : answers) {
        for (int ranking = 0; ranking < own.length; ranking++) {
          add(answer, ranking, group, own[ranking]);
        }
      }
      if (own[Rankings.OF_MODEL][Measures.QUERIES] == 0) {
        continue;
      }
      if (group >= 0) {
        sums.add(groups.ofPopularity(group), own, weights);
        continue;
      }
      sums.add(Groups.ALL, own, weights);
      int activity = groups.activity().of(user.embeddings()[0] != null, user.history());
      if (activity >= 0) {
        sums.add(groups.ofActivity(activity), own, weights);
      }
    }
  }

  /** Adds a query to a user's sums; of the relevant items only those of a group, −1 for all. */
  private void add(Answered answer, int ranking, int group, double[] own) {
    Relevant relevant = answer.relevant[ranking];
    CandidateRanking list = answer.lists[ranking];
    AskedModel model = asked.get(answer.models[ranking]).model;
    int known = relevant.known(group);
    int unknown = relevant.unknown(group);
    if (known + unknown == 0) {
      return;
    }
    boolean[] hits = new boolean[list.ordinals().length];
    double[] novelty = new double[hits.length];
    for (int position = 0; position < hits.length; position++) {
      int ordinal = list.ordinals()[position];
      int place = relevant.place(ordinal);
      hits[position] = place >= 0 && relevant.isIn(place, group);
      int reference = model.referenceOrdinal(ordinal);
      novelty[position] = groups.popularity().novelty(reference);
      if (reference >= 0) {
        sums.addRecommended(ranking, reference);
      }
    }
    // An item that the model does not know has no probability; it counts as a uniform guess.
    double guess = unknown * Math.log(model.size());
    double nll = guess;
    for (int place = 0; place < relevant.ordinals().length; place++) {
      nll += relevant.isIn(place, group) ? list.logPartition() - list.asked()[place] : 0;
    }
    double uniform = guess + known * Math.log((double) model.size() - answer.excluded[ranking]);
    Measures.add(own, hits, known + unknown, nll, known == 0 ? guess : uniform, novelty);
    if (group < 0) {
      if (hits.length > 0) {
        double first = Softmax.score(list.logits()[0], list.logPartition());
        Measures.addFirst(own, first, known + unknown, hits[0]);
      }
    }
  }
}
