package io.nightjar.jobs.interactions;

import io.nightjar.jobs.launch.InputException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which source column holds which of Personalize's columns: by equal name without regard to case,
 * or as {@code --column NAME=SOURCE} says. Immutable.
 */
public final class ColumnNames {
  private final Map<String, String> sourceByName;

  /** Takes the mappings of {@code --column}. */
  public ColumnNames(Map<String, String> sourceByName) {
    Map<String, String> copy = new HashMap<>();
    sourceByName.forEach((name, source) -> copy.put(name.toUpperCase(Locale.ROOT), source));
    this.sourceByName = Collections.unmodifiableMap(copy);
  }

  /** The source column of a name, empty when the table has none. */
  Optional<String> find(InputTable table, String name) {
    String wanted = sourceByName.getOrDefault(name.toUpperCase(Locale.ROOT), name);
    return table.columns().stream().filter(column -> column.equalsIgnoreCase(wanted)).findFirst();
  }

  /**
   * The source column of a name.
   *
   * @throws InputException naming the file, the column and the columns there are
   */
  String require(InputTable table, String name) {
    return find(table, name)
        .orElseThrow(
            () ->
                new InputException(
                    "%s: column %s is missing; the columns are %s. Use --column %s=SOURCE to name it."
                        .formatted(
                            table.path(),
                            sourceByName.getOrDefault(name.toUpperCase(Locale.ROOT), name),
                            String.join(", ", table.columns()),
                            name)));
  }
}
