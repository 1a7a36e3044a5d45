package io.nightjar.shared.filter;

import io.nightjar.shared.model.ModelLayout;
import io.nightjar.shared.model.StoreJson;

/**
 * {@code filters/NAME.json}: a filter expression under a name.
 *
 * @param filter name of the filter, equal to the file's
 * @param expression text of the expression
 * @param created when, ISO 8601, UTC
 */
public record FilterManifest(String filter, String expression, String created) {
  /**
   * Checks the name; the expression is checked by {@link #parsed}.
   *
   * @throws IllegalArgumentException naming the member and its rule
   */
  public FilterManifest {
    if (filter == null || !ModelLayout.isFilterName(filter)) {
      throw new IllegalArgumentException(
          "filter must be 1 to 63 letters, digits, '-' and '_', starting with a letter or digit: '"
              + filter
              + "'");
    }
    if (expression == null) {
      throw new IllegalArgumentException("expression must be given: null");
    }
  }

  /**
   * Reads a filter file.
   *
   * @param path names the file in messages
   * @throws io.nightjar.shared.model.ModelFormatException if it is damaged
   */
  public static FilterManifest parse(String path, String text) {
    return StoreJson.read(path, text, FilterManifest.class);
  }

  /**
   * The expression.
   *
   * @throws FilterException saying what is wrong with it
   */
  public FilterExpression parsed() {
    return FilterExpression.parse(expression);
  }

  /** Text of the file. */
  public String toJson() {
    return StoreJson.write(this);
  }
}
