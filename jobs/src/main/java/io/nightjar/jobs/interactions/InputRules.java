package io.nightjar.jobs.interactions;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What counts as good input for one job.
 *
 * @param columns which source column holds what
 * @param contextFields context fields to read, by name
 * @param events which interactions count, and how much
 * @param maxBadRows largest share of rejected rows, 0 to 1
 * @param rejectedFolder URI of the folder for rejected rows
 * @param rejectedShown the same for messages
 */
public record InputRules(
    ColumnNames columns,
    List<String> contextFields,
    EventRules events,
    double maxBadRows,
    String rejectedFolder,
    String rejectedShown) {

  /** Precompute counts every combination of fields, two to the power of their number. */
  private static final int MAX_CONTEXT_FIELDS = 10;

  private static final Set<String> RESERVED =
      Set.of(
          "USER_ID",
          "ITEM_ID",
          "TIMESTAMP",
          "EVENT_TYPE",
          "EVENT_VALUE",
          "IMPRESSION",
          "RECOMMENDATION_ID",
          "EVENT_ATTRIBUTION_SOURCE");

  /** Checks the share and the fields. */
  public InputRules {
    contextFields = List.copyOf(contextFields);
    if (!(maxBadRows >= 0 && maxBadRows <= 1)) {
      throw new IllegalArgumentException("--max-bad-rows must be between 0 and 1: " + maxBadRows);
    }
    if (contextFields.size() > MAX_CONTEXT_FIELDS) {
      throw new IllegalArgumentException(
          "--context must name at most %d fields: %d"
              .formatted(MAX_CONTEXT_FIELDS, contextFields.size()));
    }
    for (String field : contextFields) {
      if (!field.matches("[A-Za-z\\d_]{1,150}")) {
        throw new IllegalArgumentException(
            "a --context field must be 1 to 150 letters, digits and '_': '" + field + "'");
      }
      if (RESERVED.contains(field.toUpperCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "--context field " + field + " is a reserved column of Personalize");
      }
    }
  }

  /** Whether a source column has a meaning of its own, so that it can be no context field. */
  boolean isReserved(InputTable table, String column) {
    return RESERVED.stream()
        .anyMatch(name -> columns.find(table, name).filter(column::equals).isPresent());
  }
}
