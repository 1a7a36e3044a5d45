package io.nightjar.shared.filter;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The columns that a model has for filters. Immutable.
 *
 * @param items of its items, in upper case
 * @param users of its users, in upper case
 * @param itemBooleans columns of its items that hold booleans, which filters cannot ask
 * @param userBooleans as above, of its users
 */
public record FilterColumns(
    SortedSet<String> items,
    SortedSet<String> users,
    SortedSet<String> itemBooleans,
    SortedSet<String> userBooleans) {
  /** Copies the sets. */
  public FilterColumns {
    items = Collections.unmodifiableSortedSet(new TreeSet<>(items));
    users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
    itemBooleans = Collections.unmodifiableSortedSet(new TreeSet<>(itemBooleans));
    userBooleans = Collections.unmodifiableSortedSet(new TreeSet<>(userBooleans));
  }

  /**
   * Checks that a model has the columns that an expression names.
   *
   * @throws FilterException naming the first that it lacks, and those that it has
   */
  public void check(FilterExpression expression) {
    for (Field field : expression.fields()) {
      switch (field.dataset()) {
        case ITEMS, CURRENT_ITEM -> check(field, "items", items, itemBooleans);
        case CURRENT_USER -> check(field, "users", users, userBooleans);
        case INTERACTIONS -> {}
      }
    }
  }

  private static void check(
      Field field, String table, SortedSet<String> columns, SortedSet<String> booleans) {
    if (booleans.contains(field.name())) {
      throw new FilterException(field + " holds booleans, which cannot be filtered");
    }
    if (!columns.contains(field.name())) {
      throw new FilterException(
          "%s is no column of the model's %s that can be filtered: %s"
              .formatted(
                  field,
                  table,
                  columns.isEmpty()
                      ? "they have none"
                      : "they have " + String.join(", ", columns)));
    }
  }
}
