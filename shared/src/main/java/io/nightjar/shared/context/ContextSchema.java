package io.nightjar.shared.context;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The context fields that a model knows, and the values of each. Immutable.
 *
 * <p>Field names match without regard to case, values exactly.
 */
public final class ContextSchema implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SortedMap<String, Set<String>> valuesByField;
  private final Map<String, String> fieldByLowerCase = new HashMap<>();

  /** A schema of fields, each with its known values. */
  public ContextSchema(Map<String, ? extends Collection<String>> valuesByField) {
    TreeMap<String, Set<String>> copy = new TreeMap<>();
    valuesByField.forEach(
        (field, values) -> copy.put(field, Collections.unmodifiableSet(new TreeSet<>(values))));
    this.valuesByField = Collections.unmodifiableSortedMap(copy);
    for (String field : copy.keySet()) {
      String other = fieldByLowerCase.put(field.toLowerCase(Locale.ROOT), field);
      if (other != null) {
        throw new IllegalArgumentException(
            "context fields must differ in more than case: " + other + ", " + field);
      }
    }
  }

  /** Field names, sorted. */
  public List<String> fields() {
    return List.copyOf(valuesByField.keySet());
  }

  /** Known values by field, both sorted. */
  public SortedMap<String, Set<String>> valuesByField() {
    return valuesByField;
  }

  /** Whether the model has a field of this name, in any case. */
  public boolean knows(String field) {
    return fieldByLowerCase.containsKey(field.toLowerCase(Locale.ROOT));
  }

  /**
   * The part of a request's context that the model knows. Unknown fields and unknown values add
   * nothing to a query vector, so they are left out. When a field is given in several spellings,
   * the first in the order of strings whose value is known counts.
   */
  public ContextVariant known(Map<String, String> requested) {
    Map<String, String> known = new TreeMap<>();
    new TreeMap<>(requested)
        .forEach(
            (name, value) -> {
              String field = fieldByLowerCase.get(name.toLowerCase(Locale.ROOT));
              if (field != null && value != null && valuesByField.get(field).contains(value)) {
                known.putIfAbsent(field, value);
              }
            });
    return ContextVariant.of(known);
  }
}
