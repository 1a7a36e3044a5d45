package io.nightjar.jobs.evaluate;

import io.nightjar.jobs.launch.SummaryTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of a report that a person reads at the end of a job; the rest is in the file. */
public final class MetricsText {
  private static final List<String> SHOWN =
      List.of(
          "mrr_at_25",
          "ndcg_at_10",
          "ndcg_at_20",
          "precision_at_10",
          "recall_at_20",
          "hit_rate_at_10",
          "nll",
          "perplexity",
          "expected_calibration_error",
          "novelty_at_10",
          "coverage",
          "catalogue_coverage_at_25");

  private final MetricsReport report;

  /** The text of one report. */
  public MetricsText(MetricsReport report) {
    this.report = report;
  }

  /** Two tables: the main metrics of all rankings, and the groups. */
  public String text() {
    return main().text() + "\n\n" + groups().text();
  }

  private SummaryTable main() {
    SummaryTable table =
        new SummaryTable(
            String.format(
                Locale.ROOT,
                "metrics of %s: %,d users, %,d queries, %,d interactions it has not seen",
                report.model(),
                report.users(),
                report.queries(),
                report.interactions()));
    List<String> rankings = List.copyOf(report.metrics().keySet());
    List<String> header = new ArrayList<>(List.of("metric", "model", "95 % interval"));
    header.addAll(rankings.subList(1, rankings.size()));
    boolean previous = report.previous() != null;
    if (previous) {
      header.add("model - previous");
    }
    table.row(header.toArray(new String[0]));
    for (String shown : SHOWN) {
      String name = MetricNames.canonical(shown);
      if (!report.metrics().get(Rankings.MODEL).containsKey(name)) {
        continue;
      }
      List<String> row = new ArrayList<>(List.of(shown));
      row.add(number(report.metrics().get(Rankings.MODEL).get(name)));
      row.add(interval(report.intervals(), Rankings.MODEL, name));
      for (String ranking : rankings.subList(1, rankings.size())) {
        row.add(number(report.metrics().get(ranking).get(name)));
      }
      double[] difference =
          report.differences().getOrDefault(Rankings.PREVIOUS, Map.of()).get(name);
      if (previous && difference != null) {
        row.add(
            signed(difference[0])
                + " ("
                + signed(difference[1])
                + " to "
                + signed(difference[2])
                + ")");
      }
      table.row(row.toArray(new String[0]));
    }
    return table;
  }

  private SummaryTable groups() {
    SummaryTable table = new SummaryTable("by activity of the user, by popularity of the item");
    table.row(
        "group",
        "users",
        "interactions",
        "ndcg_at_10",
        "95 % interval",
        "popularity",
        "nll",
        "popularity");
    String ndcg = MetricNames.canonical("ndcg_at_10");
    report
        .groups()
        .forEach(
            (kind, groups) -> {
              for (MetricsReport.Group group : groups) {
                Map<String, Double> model = group.metrics().get(Rankings.MODEL);
                Map<String, Double> popularity = group.metrics().get(Rankings.POPULARITY);
                table.row(
                    group.group(),
                    String.format(Locale.ROOT, "%,d", group.users()),
                    String.format(Locale.ROOT, "%,d", group.interactions()),
                    number(model.get(ndcg)),
                    interval(group.intervals(), Rankings.MODEL, ndcg),
                    number(popularity.get(ndcg)),
                    number(model.get(Measures.NLL_NAME)),
                    number(popularity.get(Measures.NLL_NAME)));
              }
            });
    return table;
  }

  private static String interval(
      Map<String, Map<String, double[]>> intervals, String ranking, String name) {
    double[] bounds = intervals.getOrDefault(ranking, Map.of()).get(name);
    return bounds == null ? "" : number(bounds[0]) + " to " + number(bounds[1]);
  }

  private static String number(Double value) {
    if (value == null) {
      return "";
    }
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.4f" : "%,.1f", value);
  }

  private static String signed(double value) {
    return (value < 0 ? "" : "+") + number(value);
  }
}
