package io.nightjar.jobs.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.jobs.board.TestSpark;
import io.nightjar.jobs.evaluate.RankingMetrics;
import io.nightjar.jobs.launch.Steps;
import io.nightjar.jobs.nightly.Nightly;
import io.nightjar.jobs.runlog.RunLog;
import io.nightjar.jobs.store.ModelReader;
import io.nightjar.jobs.store.ModelStore;
import io.nightjar.shared.campaign.CampaignManifest;
import io.nightjar.shared.context.ContextVariant;
import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.run.RunReport;
import io.nightjar.shared.run.RunStep;
import io.nightjar.shared.scoring.QueryVector;
import io.nightjar.shared.scoring.ScoredItems;
import io.nightjar.shared.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo's generator knows what people truly prefer, so the learnt model can be held against the
 * best possible ranking, on interactions it has not seen.
 */
class DemoQualityTest {
  @TempDir Path folder;

  @Test
  void theModelComesCloseToTheTruthAndContextHelps() throws IOException {
    DemoWorld world = DemoDataWriter.write(folder, DemoConfig.standard());
    String root = folder.resolve("store").toString();
    RunLog.Call call = new RunLog.Call("demo", List.of("--no-serve"));
    String summary =
        new Nightly(TestSpark.session(), new Steps()).run(DemoJob.plan(folder, root, call));
    assertThat(summary).contains("publish demo", "publish demo-ranking", "popularity");

    ModelStore store = new ModelStore(root, new Configuration());
    CampaignManifest campaign = store.campaign(DemoJob.CAMPAIGN).orElseThrow();
    assertThat(store.campaign(DemoJob.RANKING_CAMPAIGN).orElseThrow().model())
        .isEqualTo(campaign.model());
    assertThatTheRunIsRecorded(store);
    Comparison comparison = compare(world, store, campaign.model());

    assertThat(comparison.queries).isGreaterThan(1000);
    assertThat(comparison.model / comparison.truth)
        .as("share of the best possible NDCG@10")
        .isGreaterThan(0.75);
    assertThat(comparison.model / comparison.popularity).as("over popularity").isGreaterThan(2);
    assertThat(comparison.model / comparison.withoutContext)
        .as("gain by context")
        .isGreaterThan(1.08);
  }

  private static void assertThatTheRunIsRecorded(ModelStore store) {
    String file = ModelLayout.RUNS + "/" + store.list(ModelLayout.RUNS).get(0);
    RunReport run = RunReport.parse(file, store.read(file).orElseThrow());
    assertThat(run.command()).isEqualTo("demo");
    assertThat(run.arguments()).containsExactly("--no-serve");
    assertThat(run.steps())
        .extracting(RunStep::name)
        .contains("number users and items", "hold interactions out");
    assertThat(run.steps())
        .filteredOn(step -> step.name().startsWith("learn") || step.name().startsWith("factorise"))
        .hasSize(3)
        .allSatisfy(step -> assertThat(step.counts()).isNotEmpty());
    assertThat(run.steps())
        .filteredOn(step -> step.name().endsWith("held out"))
        .singleElement()
        .satisfies(step -> assertThat(step.counts()).containsOnlyKeys("epochs", "queries"));
  }

  /** Sums of NDCG@10 over the held-out interactions, each in its context. */
  private static final class Comparison {
    private int queries;
    private double truth;
    private double model;
    private double withoutContext;
    private double popularity;
  }

  private static Comparison compare(DemoWorld world, ModelStore store, String model) {
    ModelReader reader = new ModelReader(TestSpark.session(), store, store.manifest(model));
    ModelReader.Items items = reader.items();
    ContextEmbeddings context = reader.context();
    Scorer scorer = new Scorer(items.embeddings());
    Map<String, float[]> users = new HashMap<>();
    for (Row user : reader.table(ModelLayout.USERS).collectAsList()) {
      users.put(user.getString(0), ModelReader.floats(user.getSeq(1)));
    }
    Map<String, Integer> trueUsers = new HashMap<>();
    for (int user = 0; user < world.users(); user++) {
      trueUsers.put(world.userId(user), user);
    }
    double[] popular = new double[items.ids().size()];
    for (Row item :
        reader.table(ModelLayout.ITEMS).select("item_id", "popularity").collectAsList()) {
      popular[items.ids().ordinal(item.getString(0))] = item.getLong(1);
    }
    Comparison sums = new Comparison();
    for (Row row : reader.table(ModelLayout.HOLDOUT).collectAsList()) {
      int chosen = items.ids().ordinal(row.getAs("item_id"));
      ContextVariant variant = ContextVariant.parse(row.getAs("context"));
      float[] user = users.get(row.<String>getAs("user_id"));
      double[] truth =
          inOrdinals(
              world,
              items,
              world.trueScores(trueUsers.get(row.<String>getAs("user_id")), variant.values()));
      sums.queries++;
      sums.truth += ndcg(truth, chosen);
      sums.popularity += ndcg(popular, chosen);
      sums.model += ndcg(scorer.recommend(QueryVector.of(user, context.sum(variant)), 10), chosen);
      sums.withoutContext += ndcg(scorer.recommend(QueryVector.of(user), 10), chosen);
    }
    return sums;
  }

  private static double[] inOrdinals(DemoWorld world, ModelReader.Items items, double[] scores) {
    double[] byOrdinal = new double[items.ids().size()];
    for (int item = 0; item < world.items(); item++) {
      byOrdinal[items.ids().ordinal(world.itemId(item))] = scores[item];
    }
    return byOrdinal;
  }

  private static double ndcg(ScoredItems list, int chosen) {
    boolean[] hits = new boolean[list.size()];
    for (int position = 0; position < hits.length; position++) {
      hits[position] = list.ordinal(position) == chosen;
    }
    return RankingMetrics.ndcgAt(10, hits, 1);
  }

  private static double ndcg(double[] scores, int chosen) {
    int better = 0;
    for (int item = 0; item < scores.length; item++) {
      better +=
          scores[item] > scores[chosen] || (scores[item] == scores[chosen] && item < chosen)
              ? 1
              : 0;
    }
    boolean[] hits = new boolean[10];
    if (better < 10) {
      hits[better] = true;
    }
    return RankingMetrics.ndcgAt(10, hits, 1);
  }
}
