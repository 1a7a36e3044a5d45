package io.nightjar.jobs.nightly;

import io.nightjar.jobs.evaluate.MetricNames;
import io.nightjar.jobs.evaluate.MetricsReport;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model must reach to be published: {@code METRIC OP BOUND}, where OP is {@code >=}, {@code
 * >}, {@code <=} or {@code <}, and BOUND a number, {@code NUMBER*previous} or {@code
 * NUMBER*popularity}; {@code previous} alone is {@code 1*previous}. Spaces do not matter.
 *
 * @param text as it was given
 * @param metric name in {@code metrics.json}
 * @param operator one of the four
 * @param factor the number
 * @param baseline {@code previous} or {@code popularity}; null: the number is the bound
 */
public record Requirement(
    String text, String metric, String operator, double factor, String baseline) {
  private static final String PREVIOUS = "previous";
  private static final String POPULARITY = "popularity";
  private static final Pattern SHAPE =
      Pattern.compile("\\s*([A-Za-z_0-9]+)\\s*(>=|<=|>|<)\\s*([^=\\s].*?)\\s*");
  private static final String NUMBER = "(\\d+(?:\\.\\d*)?|\\.\\d+)";
  private static final Pattern BOUND =
      Pattern.compile(NUMBER + "|(?:" + NUMBER + "\\s*\\*\\s*)?(previous|popularity)");

  /** Metrics that the popularity ranking does not have. */
  private static final String COVERAGE = "coverage";

  /**
   * Reads a requirement.
   *
   * @throws IllegalArgumentException if it has another shape or no metric of that name exists
   */
  public static Requirement parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw wrong(text, "be METRIC, then >=, >, <= or <, then a bound");
    }
    String metric = MetricNames.canonical(shape.group(1).toLowerCase(Locale.ROOT));
    if (!MetricNames.all().contains(metric)) {
      throw wrong(
          text,
          "name one of the metrics "
              + String.join(", ", MetricNames.all())
              + ", "
              + String.join(", ", MetricNames.shortNames()));
    }
    Matcher bound = BOUND.matcher(shape.group(3));
    if (!bound.matches()) {
      throw wrong(text, "end with NUMBER, NUMBER*previous or NUMBER*popularity");
    }
    String baseline = bound.group(3);
    if (POPULARITY.equals(baseline) && COVERAGE.equals(metric)) {
      throw wrong(text, "not compare coverage with popularity, which has none");
    }
    String number = bound.group(1) != null ? bound.group(1) : bound.group(2);
    double factor = number == null ? 1 : Double.parseDouble(number);
    return new Requirement(text.strip(), metric, shape.group(2), factor, baseline);
  }

  private static IllegalArgumentException wrong(String text, String rule) {
    return new IllegalArgumentException("--require must " + rule + ": '" + text + "'");
  }

  /** Whether it compares with the model that the campaign names now. */
  public boolean needsPrevious() {
    return PREVIOUS.equals(baseline);
  }

  /**
   * What is wrong with a model, with the figures; empty when nothing is. A requirement on a
   * previous model holds where there is none.
   */
  public Optional<String> failure(MetricsReport report) {
    if (needsPrevious() && report.previous() == null) {
      return Optional.empty();
    }
    Double value = report.metrics().getOrDefault("model", Map.of()).get(metric);
    if (value == null) {
      return Optional.of(text + ": the model has no " + metric);
    }
    if (baseline == null) {
      return holds(value, factor)
          ? Optional.empty()
          : Optional.of("%s: the model has %s".formatted(text, figure(value)));
    }
    Double other = report.metrics().getOrDefault(baseline, Map.of()).get(metric);
    if (other == null) {
      return Optional.of(text + ": " + baseline + " has no " + metric);
    }
    double limit = factor * other;
    return holds(value, limit)
        ? Optional.empty()
        : Optional.of(
            "%s: the model has %s, %s %s, so the bound is %s"
                .formatted(text, figure(value), baseline, figure(other), figure(limit)));
  }

  private boolean holds(double value, double limit) {
    return switch (operator) {
      case ">=" -> value >= limit;
      case ">" -> value > limit;
      case "<=" -> value <= limit;
      case "<" -> value < limit;
      default -> throw new IllegalStateException("no operator: " + operator);
    };
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
