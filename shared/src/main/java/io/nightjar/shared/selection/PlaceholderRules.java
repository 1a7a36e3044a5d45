package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Clause;
import io.nightjar.shared.filter.Condition;
import io.nightjar.shared.filter.Condition.AllOf;
import io.nightjar.shared.filter.Condition.AnyOf;
import io.nightjar.shared.filter.Condition.Comparison;
import io.nightjar.shared.filter.Dataset;
import io.nightjar.shared.filter.Effect;
import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterExpression;
import io.nightjar.shared.filter.FilterValues;
import io.nightjar.shared.filter.Numbers;
import io.nightjar.shared.filter.Operand;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which values an expression needs. */
final class PlaceholderRules {
  private PlaceholderRules() {}

  static void check(FilterExpression expression, FilterValues values) {
    Set<String> placeholders = expression.placeholders();
    for (String name : new TreeSet<>(values.byName().keySet())) {
      if (!placeholders.contains(name)) {
        throw new FilterException(
            "filterValues.%s must be a placeholder of the filter: it has %s"
                .formatted(
                    name,
                    placeholders.isEmpty()
                        ? "none"
                        : String.join(", ", new TreeSet<>(placeholders))));
      }
    }
    for (Clause clause : expression.clauses()) {
      for (String name : clause.placeholders()) {
        if (clause.effect() == Effect.INCLUDE && values.of(name) == null) {
          throw new FilterException(
              "filterValues.%s must be given for the filter's INCLUDE: it is missing"
                  .formatted(name));
        }
      }
      check(clause.condition(), values);
      clause.onlyIf().forEach(condition -> check(condition, values));
    }
  }

  private static void check(Condition condition, FilterValues values) {
    if (condition instanceof AllOf all) {
      all.parts().forEach(part -> check(part, values));
    } else if (condition instanceof AnyOf any) {
      any.parts().forEach(part -> check(part, values));
    } else if (condition instanceof Comparison comparison
        && comparison.value() instanceof Operand.Placeholder placeholder
        && values.of(placeholder.name()) != null) {
      check(comparison, placeholder.name(), values.of(placeholder.name()));
    }
  }

  private static void check(Comparison comparison, String name, List<String> given) {
    String test = comparison.field() + " " + comparison.comparator().sign() + " $" + name;
    if (given.size() != 1) {
      throw new FilterException(
          "filterValues.%s must be one value for %s: %d".formatted(name, test, given.size()));
    }
    boolean number =
        !comparison.comparator().takesTexts()
            || comparison.field().dataset() == Dataset.INTERACTIONS;
    if (number && Double.isNaN(Numbers.parse(given.get(0)))) {
      throw new FilterException(
          "filterValues.%s must be a number for %s: '%s'".formatted(name, test, given.get(0)));
    }
  }
}
