package io.nightjar.shared.filter;

import io.nightjar.shared.filter.Condition.AnyOf;
import io.nightjar.shared.filter.Condition.Comparison;
import io.nightjar.shared.filter.Condition.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What may stand where in a clause. */
final class ClauseRules {
  private ClauseRules() {}

  /**
   * Returns the clause.
   *
   * @throws FilterException naming the field or placeholder that breaks a rule
   */
  static Clause checked(Clause clause) {
    List<Clause.Leaf> where = new ArrayList<>();
    Clause.addLeaves(clause.condition(), where);
    Dataset dataset = where.get(0).field().dataset();
    for (Clause.Leaf leaf : where) {
      Field field = leaf.field();
      if (field.dataset() == Dataset.CURRENT_USER || field.dataset() == Dataset.CURRENT_ITEM) {
        throw new FilterException(
            field.dataset() == Dataset.CURRENT_USER
                ? "CurrentUser can only be asked after IF: " + field
                : "CurrentItem can only be a value: " + field);
      }
      if (field.dataset() != dataset) {
        throw new FilterException(
            "one expression can only ask one data set, join two by '|' instead: %s and %s"
                .formatted(where.get(0).field(), field));
      }
      if (dataset == Dataset.INTERACTIONS) {
        checkInteractions(leaf);
      }
    }
    clause.onlyIf().forEach(ClauseRules::checkOnlyIf);
    clause.conditions().forEach(ClauseRules::checkOperands);
    return clause;
  }

  private static void checkInteractions(Clause.Leaf leaf) {
    Field field = leaf.field();
    boolean membership = leaf.condition() instanceof Membership;
    boolean known =
        membership ? field.name().equals(Field.EVENT_TYPE) : field.name().equals(Field.TIMESTAMP);
    if (!known) {
      throw new FilterException(
          "Interactions can only be asked with EVENT_TYPE IN (…) and TIMESTAMP < … (also <= > >="
              + " = !=): "
              + field
              + (membership ? " IN" : " " + ((Comparison) leaf.condition()).comparator().sign()));
    }
    for (Operand operand : leaf.operands()) {
      if (operand instanceof Operand.OfCurrentItem item) {
        throw new FilterException("Interactions cannot be compared with " + item.field());
      }
    }
  }

  private static void checkOnlyIf(Condition condition) {
    if (condition instanceof AnyOf) {
      throw new FilterException("conditions after IF can only be joined by AND: OR");
    }
    List<Clause.Leaf> leaves = new ArrayList<>();
    Clause.addLeaves(condition, leaves);
    for (Clause.Leaf leaf : leaves) {
      if (leaf.field().dataset() != Dataset.CURRENT_USER) {
        throw new FilterException("IF can only ask CurrentUser: " + leaf.field());
      }
      for (Operand operand : leaf.operands()) {
        if (operand instanceof Operand.OfCurrentItem item) {
          throw new FilterException("CurrentUser cannot be compared with " + item.field());
        }
      }
    }
  }

  private static void checkOperands(Clause.Leaf leaf) {
    for (Operand operand : leaf.operands()) {
      if (leaf.condition() instanceof Membership in
          && in.negated()
          && operand instanceof Operand.Placeholder placeholder) {
        throw new FilterException(
            "NOT IN cannot take a placeholder, write IN and %s instead: %s NOT IN ($%s)"
                .formatted("the opposite of INCLUDE or EXCLUDE", in.field(), placeholder.name()));
      }
      if (leaf.condition() instanceof Comparison comparison
          && operand instanceof Operand.Literal literal
          && (!comparison.comparator().takesTexts()
              || comparison.field().dataset() == Dataset.INTERACTIONS)
          && Double.isNaN(Numbers.parse(literal.text()))) {
        throw new FilterException(
            "%s %s compares numbers: %s"
                .formatted(
                    comparison.field(),
                    comparison.comparator().sign(),
                    String.format(Locale.ROOT, "'%s'", literal.text())));
      }
    }
  }
}
