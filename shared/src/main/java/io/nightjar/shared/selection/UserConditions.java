package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Comparator;
import io.nightjar.shared.filter.Condition;
import io.nightjar.shared.filter.Condition.AllOf;
import io.nightjar.shared.filter.Condition.Comparison;
import io.nightjar.shared.filter.Condition.Membership;
import java.util.List;
import java.util.Map;

/** Whether a condition about the current user holds. */
final class UserConditions {
  private final Map<String, String> user;
  private final Operands operands;

  UserConditions(Map<String, String> user, Operands operands) {
    this.user = user;
    this.operands = operands;
  }

  boolean hold(List<Condition> conditions) {
    return conditions.stream().allMatch(this::holds);
  }

  private boolean holds(Condition condition) {
    if (condition instanceof AllOf all) {
      return hold(all.parts());
    }
    if (condition instanceof Membership in) {
      String value = user.get(in.field().name());
      boolean found =
          value != null && ValueTest.anyPart(value, ValueTest.in(operands.texts(in.values())));
      return found != in.negated();
    }
    Comparison comparison = (Comparison) condition;
    String value = user.get(comparison.field().name());
    if (value == null) {
      return false;
    }
    List<String> others = operands.texts(comparison.value());
    return comparison.comparator() == Comparator.NOT_EQUAL
        ? !ValueTest.anyPart(value, ValueTest.compared(Comparator.EQUAL, others))
        : ValueTest.anyPart(value, ValueTest.compared(comparison.comparator(), others));
  }
}
