package io.nightjar.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

class QueryJudgeTest {
  private static final int MODEL = Rankings.OF_MODEL;

  @Test
  void excludedItemsHaveNoProbabilityAndNoPlace() {
    World world = new World(List.of("a", "b", "c"), new float[][] {{3}, {2}, {1}}, 0, 0, 1);
    EvaluationSums sums =
        world.judge(List.of(user("u", new float[] {1}, Set.of("b"), Set.of("a"))));

    Map<String, Double> model = world.metrics(sums, MODEL, Groups.ALL);
    assertThat(model).containsEntry("mean_reciprocal_rank_at_25", 1.0);
    assertThat(model.get("nll")).isCloseTo(Math.log1p(Math.exp(-1)), within(1e-7));
    assertThat(model.get("perplexity")).isCloseTo(1 + Math.exp(-1), within(1e-7));
    Map<String, Double> popularity =
        world.metrics(sums, world.rankings().ofPopularity(), Groups.ALL);
    assertThat(popularity).containsEntry("mean_reciprocal_rank_at_25", 0.5);
    assertThat(popularity.get("nll")).isCloseTo(Math.log(3), within(1e-6));
    assertThat(Measures.uniformNll(sums.of(Groups.ALL, MODEL).sums()))
        .isCloseTo(Math.log(2), within(1e-12));
  }

  /** Two relevant items, at ranks 2 and 5 of six: the example of Personalize's guide. */
  @Test
  void hitsAtRanksTwoAndFive() {
    World world =
        new World(
            List.of("a", "b", "c", "d", "e", "f"),
            new float[][] {{6}, {5}, {4}, {3}, {2}, {1}},
            1,
            2,
            3,
            4,
            5,
            6);
    Map<String, Double> model =
        world.metrics(
            world.judge(List.of(user("u", new float[] {1}, Set.of("b", "e"), Set.of()))),
            MODEL,
            Groups.ALL);
    assertThat(model).containsEntry("mean_reciprocal_rank_at_25", 0.5);
    assertThat(model.get("normalized_discounted_cumulative_gain_at_5"))
        .isCloseTo(0.6241, within(5e-5));
    assertThat(model).containsEntry("precision_at_5", 0.4).containsEntry("recall_at_5", 1.0);
    double partition =
        Math.log(Arrays.stream(new double[] {6, 5, 4, 3, 2, 1}).map(Math::exp).sum());
    assertThat(model.get("nll")).isCloseTo(partition - 3.5, within(1e-6));
    // The first item, not chosen, had probability exp(6) / Σ; each of the two interactions counts.
    assertThat(model.get("expected_calibration_error"))
        .isCloseTo(Math.exp(6 - partition), within(1e-6));
  }

  /** Popularities 8, 4, 4, 0: thirds of sixteen interactions end within a, b and c. */
  @Test
  void itemGroupsJudgeOnlyTheirOwnItems() {
    World world =
        new World(List.of("a", "b", "c", "d"), new float[][] {{4}, {3}, {2}, {1}}, 8, 4, 4, 0);
    Popularity popularity = world.popularity();
    assertThat(List.of(0, 1, 2, 3)).map(popularity::group).containsExactly(0, 1, 1, 3);
    EvaluationSums sums =
        world.judge(List.of(user("u", new float[] {1}, Set.of("b", "d", "unheard"), Set.of())));

    Groups groups = world.groups();
    Map<String, Double> middle = world.metrics(sums, MODEL, groups.ofPopularity(1));
    assertThat(middle)
        .containsEntry("mean_reciprocal_rank_at_25", 0.5)
        .containsEntry("recall_at_5", 1.0);
    Map<String, Double> fresh = world.metrics(sums, MODEL, groups.ofPopularity(Popularity.NEW));
    assertThat(fresh)
        .containsEntry("mean_reciprocal_rank_at_25", 0.25)
        .containsEntry("recall_at_5", 0.5);
    assertThat(sums.users(groups.ofPopularity(0))).isZero();
    double logitOfD = 1;
    double partition = Math.log(Math.exp(4) + Math.exp(3) + Math.exp(2) + Math.exp(1));
    assertThat(fresh.get("nll"))
        .as("an item that nobody knows counts as a uniform guess")
        .isCloseTo((partition - logitOfD + Math.log(4)) / 2, within(1e-6));
  }

  @Test
  void itDoesNotMatterWhoIsJudgedWithWhom() {
    SplittableRandom random = new SplittableRandom(9);
    List<String> ids = new ArrayList<>();
    float[][] items = new float[300][];
    long[] popularity = new long[300];
    for (int item = 0; item < items.length; item++) {
      ids.add(String.format("%03d", item));
      items[item] = new float[] {(float) random.nextDouble(), (float) random.nextDouble()};
      popularity[item] = random.nextInt(50);
    }
    World world = new World(ids, items, popularity);
    List<TestUser> users = new ArrayList<>();
    for (int u = 0; u < 700; u++) {
      Set<String> chosen = new TreeSet<>();
      Set<String> excluded = new TreeSet<>();
      for (int i = 0; i < 5; i++) {
        chosen.add(ids.get(random.nextInt(300)));
        excluded.add(ids.get(random.nextInt(300)));
      }
      excluded.removeAll(chosen);
      float[] embedding = {5 * (float) random.nextDouble(), (float) random.nextDouble()};
      users.add(user("user" + u, u % 10 == 0 ? null : embedding, chosen, excluded));
    }
    EvaluationSums whole = world.judge(users);
    EvaluationSums cut = world.judge(users.subList(350, 700));
    cut.merge(world.judge(users.subList(3, 350)));
    cut.merge(world.judge(List.of(users.get(2), users.get(0), users.get(1))));

    for (int group = 0; group < world.groups().size(); group++) {
      assertThat(cut.users(group)).isEqualTo(whole.users(group));
      for (int ranking = 0; ranking < 2; ranking++) {
        double[][] expected = whole.of(group, ranking).sampledValues();
        double[][] actual = cut.of(group, ranking).sampledValues();
        assertThat(world.metrics(cut, ranking, group)).hasSizeGreaterThanOrEqualTo(20);
        world.metrics(whole, ranking, group).forEach(same(world.metrics(cut, ranking, group)));
        for (int metric = 0; metric < expected.length; metric++) {
          double[] interval = BootstrapWeights.interval(expected[metric]);
          double[] other = BootstrapWeights.interval(actual[metric]);
          if (interval == null) {
            assertThat(other).isNull();
          } else {
            assertThat(other).containsExactly(interval, within(1e-12 * Math.max(1, interval[1])));
          }
        }
      }
    }
  }

  private static java.util.function.BiConsumer<String, Double> same(Map<String, Double> actual) {
    return (name, value) ->
        assertThat(actual.get(name))
            .as(name)
            .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value))));
  }

  private static TestUser user(
      String id, float[] embedding, Set<String> chosen, Set<String> excluded) {
    return new TestUser(
        id, 3, new float[][] {embedding}, List.of(new TestUser.Query("", chosen, excluded)));
  }

  /** A catalogue with one model, no context, no previous model. */
  private record World(List<String> ids, float[][] items, long... interactions) {
    Popularity popularity() {
      return new Popularity(interactions);
    }

    Rankings rankings() {
      return new Rankings(false, false);
    }

    Groups groups() {
      return new Groups(new ActivityGroups(Map.of(3, 1L)), popularity());
    }

    EvaluationSums judge(List<TestUser> users) {
      int dimension = items[0].length;
      IdMap map = IdMap.of(ids);
      AskedModel model =
          new AskedModel(
              new ModelReader.Items(map, EmbeddingMatrix.of(dimension, items)),
              ContextEmbeddings.none(dimension),
              map);
      LongAccumulator progress = TestSpark.session().sparkContext().longAccumulator();
      EvaluationSums sums =
          new QueryJudge(rankings(), groups(), List.of(model), new BootstrapWeights(1))
              .judge(users.iterator(), progress);
      assertThat(progress.value()).isEqualTo(users.size());
      return sums;
    }

    Map<String, Double> metrics(EvaluationSums sums, int ranking, int group) {
      double[] values = Measures.values(sums.of(group, ranking).sums());
      Map<String, Double> named = new HashMap<>();
      for (int metric = 0; metric < values.length; metric++) {
        named.put(Measures.NAMES.get(metric), values[metric]);
      }
      named.values().removeIf(value -> value.isNaN());
      return named;
    }
  }
}
