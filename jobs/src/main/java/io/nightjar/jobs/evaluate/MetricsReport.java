package io.nightjar.jobs.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.nightjar.jobs.launch.SummaryTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code metrics.json}: what evaluate found.
 *
 * @param model id of the model
 * @param holdout where the interactions to predict came from
 * @param queries (user, context) pairs that were asked
 * @param interactions that were to be predicted
 * @param excludesSeen whether items that a user had in training were no candidates
 * @param coverageOver what the coverage counts: lists of all users, or of the queries
 * @param metrics by ranking ({@code model}, {@code model_without_context}, {@code popularity}),
 *     then by Personalize's name of the metric
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricsReport(
    String model,
    String holdout,
    long queries,
    long interactions,
    boolean excludesSeen,
    String coverageOver,
    Map<String, Map<String, Double>> metrics) {

  /** Adds the metrics to a summary, one column for each ranking. */
  public void addTo(SummaryTable table) {
    List<String> rankings = List.copyOf(metrics.keySet());
    List<String> header = new ArrayList<>(List.of("metric"));
    header.addAll(rankings);
    table.row(header.toArray(new String[0]));
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String ranking : rankings) {
      metrics
          .get(ranking)
          .forEach(
              (name, value) ->
                  rows.computeIfAbsent(name, n -> new ArrayList<>(List.of(n)))
                      .add(String.format(Locale.ROOT, "%.4f", value)));
    }
    rows.values().forEach(row -> table.row(row.toArray(new String[0])));
  }
}
