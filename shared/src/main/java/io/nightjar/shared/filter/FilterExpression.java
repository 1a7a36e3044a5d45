package io.nightjar.shared.filter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A filter expression that makes sense in itself: {@code INCLUDE ItemID WHERE …}, or several such
 * clauses joined by {@code |}. Immutable.
 *
 * <p>What may be listed: what any INCLUDE admits (everything, when there is none that counts),
 * without what any EXCLUDE removes. The order of clauses does not matter.
 *
 * @param text as it was written
 * @param clauses one or more
 */
public record FilterExpression(String text, List<Clause> clauses) {
  /** The most characters that an expression may have. */
  public static final int MAX_LENGTH = 2500;

  /** The most distinct fields that an expression may name. */
  public static final int MAX_FIELDS = 10;

  /** The most distinct placeholders: a request cannot give values for more. */
  public static final int MAX_PLACEHOLDERS = 25;

  /** The most characters of a placeholder, its dollar sign left aside: as above. */
  public static final int MAX_PLACEHOLDER_LENGTH = 50;

  /**
   * Checks the number of fields and of placeholders.
   *
   * @throws FilterException if there are more than {@value #MAX_FIELDS}, or than {@value
   *     #MAX_PLACEHOLDERS}
   */
  public FilterExpression {
    clauses = List.copyOf(clauses);
    int fields = fields(clauses).size();
    if (fields > MAX_FIELDS) {
      throw new FilterException(
          "expression must not name more than " + MAX_FIELDS + " distinct fields: " + fields);
    }
    int placeholders = placeholders(clauses).size();
    if (placeholders > MAX_PLACEHOLDERS) {
      throw new FilterException(
          "expression must not have more than %d distinct placeholders: %d"
              .formatted(MAX_PLACEHOLDERS, placeholders));
    }
  }

  /**
   * Reads an expression.
   *
   * @throws FilterException saying what is wrong and where
   */
  public static FilterExpression parse(String text) {
    return ExpressionParser.parse(text);
  }

  /** The fields that the expression names. */
  public Set<Field> fields() {
    return fields(clauses);
  }

  private static Set<Field> fields(List<Clause> clauses) {
    Set<Field> fields = new LinkedHashSet<>();
    clauses.forEach(clause -> fields.addAll(clause.fields()));
    return fields;
  }

  /** Names of the placeholders. */
  public Set<String> placeholders() {
    return placeholders(clauses);
  }

  private static Set<String> placeholders(List<Clause> clauses) {
    Set<String> names = new LinkedHashSet<>();
    clauses.forEach(clause -> names.addAll(clause.placeholders()));
    return names;
  }

  /** Whether it names a field of this data set. */
  public boolean uses(Dataset dataset) {
    return fields().stream().anyMatch(field -> field.dataset() == dataset);
  }
}
