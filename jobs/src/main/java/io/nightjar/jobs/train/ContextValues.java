package io.nightjar.jobs.train;

import static io.nightjar.jobs.interactions.InteractionColumns.CONTEXT;

import io.nightjar.shared.context.ContextVariant;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The context values that interactions show, numbered field by field in sorted order. */
final class ContextValues implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> fields = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final List<Long> interactions = new ArrayList<>();
  private final Map<String, Map<String, Integer>> ordinals = new TreeMap<>();

  /** Counts the values of the variants of interactions. */
  ContextValues(Dataset<Row> rows) {
    SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();
    for (Row row : rows.groupBy(CONTEXT).count().collectAsList()) {
      ContextVariant.parse(row.getString(0))
          .values()
          .forEach(
              (field, value) ->
                  counts
                      .computeIfAbsent(field, f -> new TreeMap<>())
                      .merge(value, row.getLong(1), Long::sum));
    }
    counts.forEach(
        (field, byValue) ->
            byValue.forEach(
                (value, count) -> {
                  ordinals.computeIfAbsent(field, f -> new TreeMap<>()).put(value, fields.size());
                  fields.add(field);
                  values.add(value);
                  interactions.add(count);
                }));
  }

  int size() {
    return fields.size();
  }

  String field(int ordinal) {
    return fields.get(ordinal);
  }

  String value(int ordinal) {
    return values.get(ordinal);
  }

  long interactions(int ordinal) {
    return interactions.get(ordinal);
  }

  /** Values of each field, for the manifest. */
  SortedMap<String, List<String>> byField() {
    SortedMap<String, List<String>> byField = new TreeMap<>();
    for (int i = 0; i < size(); i++) {
      byField.computeIfAbsent(fields.get(i), f -> new ArrayList<>()).add(values.get(i));
    }
    return byField;
  }

  /** Ordinals of the values of a variant, by sorted field; values that are unknown are left out. */
  int[] ordinals(String key) {
    return ContextVariant.parse(key).values().entrySet().stream()
        .map(pair -> ordinals.getOrDefault(pair.getKey(), Map.of()).get(pair.getValue()))
        .filter(ordinal -> ordinal != null)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
