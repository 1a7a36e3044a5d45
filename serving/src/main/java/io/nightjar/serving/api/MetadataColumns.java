package io.nightjar.serving.api;

import java.util.List;
import java.util.Map;

/**
 * Columns of the Items data set that a request wants beside each item.
 *
 * @param items their names; may be empty
 */
public record MetadataColumns(List<String> items) {
  /** The most items that a list with metadata may have. */
  static final int MAX_ITEMS = 50;

  private static final String ITEMS = "ITEMS";
  private static final int MAX_COLUMNS = 10;
  private static final int NAME_LENGTH = 150;

  /** Copies the list. */
  public MetadataColumns {
    items = List.copyOf(items);
  }

  /**
   * Checks the member {@code metadataColumns}.
   *
   * @param columns by data set; null when the request has none
   * @return null when the request has none
   */
  public static MetadataColumns of(Map<String, List<String>> columns) {
    if (columns == null) {
      return null;
    }
    for (String dataset : columns.keySet()) {
      if (!dataset.equals(ITEMS)) {
        throw new InvalidInputException(
            "a key of metadataColumns must be " + ITEMS + ": " + Quoted.text(dataset));
      }
    }
    List<String> names = columns.getOrDefault(ITEMS, List.of());
    if (names.size() > MAX_COLUMNS) {
      throw new InvalidInputException(
          "metadataColumns.ITEMS must not have more than "
              + MAX_COLUMNS
              + " columns: "
              + names.size());
    }
    for (int i = 0; i < names.size(); i++) {
      MemberRules.requireLength("metadataColumns.ITEMS[" + i + "]", names.get(i), NAME_LENGTH);
    }
    return new MetadataColumns(names);
  }
}
