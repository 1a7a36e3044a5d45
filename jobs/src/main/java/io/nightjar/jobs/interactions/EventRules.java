package io.nightjar.jobs.interactions;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which interactions a model learns from, and how much each type of event counts: Personalize's
 * eventType, eventValueThreshold and weights of an events configuration. Types are compared without
 * regard to case. Immutable.
 *
 * @param type learn from this EVENT_TYPE only; null for all
 * @param valueThreshold learn only from interactions with at least this EVENT_VALUE, which leaves
 *     out those that have none; null for all
 * @param weights weight of each type, 0 to 1; types that are not named, or weigh 0, are not learnt
 *     from; only ratios matter. Empty: every type counts the same
 */
public record EventRules(String type, Double valueThreshold, SortedMap<String, Double> weights) {
  /** Learn from all interactions alike. */
  public static final EventRules ALL = new EventRules(null, null, new TreeMap<>());

  /** Personalize's limit. */
  private static final int MAX_WEIGHTS = 10;

  /** Checks that the rules leave something to learn from. */
  public EventRules {
    weights = Collections.unmodifiableSortedMap(byTypeWithoutCase(weights));
    if (type != null && type.isBlank()) {
      throw new IllegalArgumentException("--event-type must not be empty");
    }
    if (valueThreshold != null && !Double.isFinite(valueThreshold)) {
      throw new IllegalArgumentException(
          "--event-value-threshold must be a finite number: " + valueThreshold);
    }
    if (type != null && !weights.isEmpty()) {
      throw new IllegalArgumentException(
          "--event-type and --event-weight exclude each other: a single type needs no weight");
    }
    if (weights.size() > MAX_WEIGHTS) {
      throw new IllegalArgumentException(
          "--event-weight must name at most %d types: %d".formatted(MAX_WEIGHTS, weights.size()));
    }
    weights.forEach(EventRules::check);
    if (!weights.isEmpty() && weights.values().stream().allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException(
          "--event-weight must give one type more than 0: " + weights.keySet());
    }
  }

  /**
   * Rules as flags give them.
   *
   * @param weights texts {@code TYPE=WEIGHT}
   * @throws IllegalArgumentException naming the flag, the rule and the value
   */
  static EventRules of(String type, Double valueThreshold, List<String> weights) {
    SortedMap<String, Double> byType = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String text : weights) {
      int end = text.lastIndexOf('=');
      if (end < 1) {
        throw new IllegalArgumentException(
            "--event-weight must be TYPE=WEIGHT, as in purchase=1: '" + text + "'");
      }
      if (byType.put(text.substring(0, end), number(text, end)) != null) {
        throw new IllegalArgumentException(
            "--event-weight must name each type once: " + text.substring(0, end));
      }
    }
    return new EventRules(type, valueThreshold, byType);
  }

  private static double number(String text, int end) {
    try {
      return Double.parseDouble(text.substring(end + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--event-weight must be TYPE=WEIGHT, WEIGHT a number from 0 to 1: '" + text + "'", e);
    }
  }

  private static void check(String type, Double weight) {
    if (type.isBlank()) {
      throw new IllegalArgumentException("--event-weight must name a type: '" + type + "'");
    }
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "--event-weight of %s must be 0 to 1: %s".formatted(type, weight));
    }
  }

  private static SortedMap<String, Double> byTypeWithoutCase(Map<String, Double> weights) {
    SortedMap<String, Double> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(weights);
    return copy;
  }

  /** Columns that the rules look at, by Personalize's name. */
  Set<String> columns() {
    Set<String> columns = new java.util.TreeSet<>();
    if (type != null || !weights.isEmpty()) {
      columns.add("EVENT_TYPE");
    }
    if (valueThreshold != null) {
      columns.add("EVENT_VALUE");
    }
    return columns;
  }
}
