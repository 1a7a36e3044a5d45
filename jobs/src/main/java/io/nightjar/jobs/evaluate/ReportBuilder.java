package io.nightjar.jobs.evaluate;

import io.nightjar.shared.model.ModelManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns sums into the metrics, bounds, differences and groups of a report. */
final class ReportBuilder {
  private final EvaluationSums sums;
  private final Rankings rankings;
  private final Groups groups;

  ReportBuilder(EvaluationSums sums, Rankings rankings, Groups groups) {
    this.sums = sums;
    this.rankings = rankings;
    this.groups = groups;
  }

  /** The whole report, around the metrics over all queries. */
  MetricsReport report(
      ModelManifest manifest,
      ModelManifest previous,
      Holdout holdout,
      Map<String, Map<String, Double>> metrics) {
    double[] totals = sums.of(Groups.ALL, Rankings.OF_MODEL).sums();
    return new MetricsReport(
        manifest.model(),
        previous == null ? null : previous.model(),
        holdout.source(),
        sums.users(Groups.ALL),
        (long) totals[Measures.QUERIES],
        (long) totals[Measures.INTERACTIONS],
        holdout.excludesSeen(),
        metrics.get(Rankings.MODEL).containsKey(Coverage.AMAZON)
            ? "first 25 items of every user, without context"
            : null,
        metrics,
        intervals(Groups.ALL),
        differences(),
        reliability(),
        groups(),
        new MetricsReport.Bootstrap(BootstrapWeights.SAMPLES, 0.95, manifest.seed()));
  }

  /** Metrics of one group by ranking and name; without those that have no value. */
  Map<String, Map<String, Double>> metrics(int group) {
    Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
    List<String> names = rankings.names();
    for (int ranking = 0; ranking < names.size(); ranking++) {
      double[] values = Measures.values(sums.of(group, ranking).sums());
      Map<String, Double> named = new LinkedHashMap<>();
      for (int metric = 0; metric < values.length; metric++) {
        if (Double.isFinite(values[metric])) {
          named.put(Measures.NAMES.get(metric), values[metric]);
        }
      }
      metrics.put(names.get(ranking), named);
    }
    double uniform = Measures.uniformNll(sums.of(group, Rankings.OF_MODEL).sums());
    Map<String, Double> guess = new LinkedHashMap<>();
    guess.put(Measures.NLL_NAME, uniform);
    guess.put(Measures.PERPLEXITY_NAME, Math.exp(uniform));
    metrics.put(Rankings.UNIFORM, guess);
    return metrics;
  }

  /** Lower and upper bound of the metrics of one group; none with a single user. */
  Map<String, Map<String, double[]>> intervals(int group) {
    Map<String, Map<String, double[]>> intervals = new LinkedHashMap<>();
    if (sums.users(group) < 2) {
      return intervals;
    }
    List<String> names = rankings.names();
    for (int ranking = 0; ranking < names.size(); ranking++) {
      double[][] samples = sums.of(group, ranking).sampledValues();
      Map<String, double[]> named = new LinkedHashMap<>();
      for (int metric = 0; metric < samples.length; metric++) {
        double[] interval = BootstrapWeights.interval(samples[metric]);
        if (interval != null) {
          named.put(Measures.NAMES.get(metric), interval);
        }
      }
      intervals.put(names.get(ranking), named);
    }
    return intervals;
  }

  /** The model's metrics less those of each other ranking, with bounds; over all queries. */
  Map<String, Map<String, double[]>> differences() {
    Map<String, Map<String, double[]>> differences = new LinkedHashMap<>();
    List<String> names = rankings.names();
    SampledSums model = sums.of(Groups.ALL, Rankings.OF_MODEL);
    double[][] modelSamples = model.sampledValues();
    for (int ranking = 1; ranking < names.size(); ranking++) {
      SampledSums other = sums.of(Groups.ALL, ranking);
      differences.put(
          names.get(ranking),
          differences(
              Measures.values(model.sums()),
              modelSamples,
              Measures.values(other.sums()),
              other.sampledValues()));
    }
    return differences;
  }

  private static Map<String, double[]> differences(
      double[] values, double[][] samples, double[] otherValues, double[][] otherSamples) {
    Map<String, double[]> named = new LinkedHashMap<>();
    for (int metric = 0; metric < values.length; metric++) {
      double[] paired = new double[samples[metric].length];
      for (int sample = 0; sample < paired.length; sample++) {
        paired[sample] = samples[metric][sample] - otherSamples[metric][sample];
      }
      double[] interval = BootstrapWeights.interval(paired);
      double difference = values[metric] - otherValues[metric];
      if (interval != null && Double.isFinite(difference)) {
        named.put(Measures.NAMES.get(metric), new double[] {difference, interval[0], interval[1]});
      }
    }
    return named;
  }

  /** Reliability tables by ranking. */
  Map<String, List<Reliability.Bin>> reliability() {
    Map<String, List<Reliability.Bin>> tables = new LinkedHashMap<>();
    List<String> names = rankings.names();
    for (int ranking = 0; ranking < names.size(); ranking++) {
      tables.put(names.get(ranking), Measures.reliability(sums.of(Groups.ALL, ranking).sums()));
    }
    return tables;
  }

  /** All groups that have queries, by kind. */
  Map<String, List<MetricsReport.Group>> groups() {
    List<MetricsReport.Group> users = new ArrayList<>();
    ActivityGroups activity = groups.activity();
    for (int group = 0; group < activity.size(); group++) {
      boolean unknown = group == activity.size() - 1;
      Long from = unknown ? null : activity.from(group);
      Long to = unknown ? null : activity.to(group);
      String name = unknown ? "unknown users" : from + " to " + to + " items";
      add(users, name, from, to, groups.ofActivity(group));
    }
    List<MetricsReport.Group> items = new ArrayList<>();
    Popularity popularity = groups.popularity();
    List<String> names = List.of("head", "middle", "tail", "new");
    for (int group = 0; group < Popularity.GROUPS; group++) {
      Long to = group == 0 ? null : popularity.least(group - 1) - 1;
      add(items, names.get(group), popularity.least(group), to, groups.ofPopularity(group));
    }
    Map<String, List<MetricsReport.Group>> all = new LinkedHashMap<>();
    all.put("user_activity", users);
    all.put("item_popularity", items);
    return all;
  }

  private void add(List<MetricsReport.Group> list, String name, Long from, Long to, int group) {
    double[] totals = sums.of(group, Rankings.OF_MODEL).sums();
    if (sums.users(group) > 0) {
      list.add(
          new MetricsReport.Group(
              name,
              from,
              to,
              sums.users(group),
              (long) totals[Measures.QUERIES],
              (long) totals[Measures.INTERACTIONS],
              metrics(group),
              intervals(group)));
    }
  }
}
