package io.nightjar.shared.filter;

import io.nightjar.shared.filter.Condition.AllOf;
import io.nightjar.shared.filter.Condition.AnyOf;
import io.nightjar.shared.filter.Condition.Comparison;
import io.nightjar.shared.filter.Condition.Membership;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One part of an expression, between the bars.
 *
 * @param effect what happens to the items for which the condition holds
 * @param condition about one of Items and Interactions
 * @param onlyIf conditions about the current user, of which all must hold for the clause to count;
 *     may be empty
 */
public record Clause(Effect effect, Condition condition, List<Condition> onlyIf) {
  /** Copies the list. */
  public Clause {
    onlyIf = List.copyOf(onlyIf);
  }

  /** Items or Interactions. */
  public Dataset dataset() {
    return conditions().get(0).field().dataset();
  }

  /** The fields that the clause names, in the order in which it names them. */
  public Set<Field> fields() {
    Set<Field> fields = new LinkedHashSet<>();
    for (Leaf leaf : conditions()) {
      fields.add(leaf.field());
      for (Operand operand : leaf.operands()) {
        if (operand instanceof Operand.OfCurrentItem item) {
          fields.add(item.field());
        }
      }
    }
    return fields;
  }

  /** Names of the placeholders. */
  public Set<String> placeholders() {
    Set<String> names = new LinkedHashSet<>();
    for (Leaf leaf : conditions()) {
      for (Operand operand : leaf.operands()) {
        if (operand instanceof Operand.Placeholder placeholder) {
          names.add(placeholder.name());
        }
      }
    }
    return names;
  }

  /** The fields, also of the current item, of whose values only numbers can fit. */
  public Set<Field> comparedAsNumbers() {
    Set<Field> fields = new LinkedHashSet<>();
    for (Leaf leaf : conditions()) {
      if (leaf.condition() instanceof Comparison comparison
          && !comparison.comparator().takesTexts()) {
        fields.add(leaf.field());
        if (comparison.value() instanceof Operand.OfCurrentItem item) {
          fields.add(item.field());
        }
      }
    }
    return fields;
  }

  /**
   * A condition about one field.
   *
   * @param condition a membership or a comparison
   * @param operands what the field is compared with
   */
  record Leaf(Condition condition, Field field, List<Operand> operands) {}

  /** All conditions about one field, those of IF last. */
  List<Leaf> conditions() {
    List<Leaf> leaves = new ArrayList<>();
    addLeaves(condition, leaves);
    onlyIf.forEach(part -> addLeaves(part, leaves));
    return leaves;
  }

  static void addLeaves(Condition condition, List<Leaf> leaves) {
    if (condition instanceof AllOf all) {
      all.parts().forEach(part -> addLeaves(part, leaves));
    } else if (condition instanceof AnyOf any) {
      any.parts().forEach(part -> addLeaves(part, leaves));
    } else if (condition instanceof Membership in) {
      leaves.add(new Leaf(in, in.field(), in.values()));
    } else if (condition instanceof Comparison comparison) {
      leaves.add(new Leaf(comparison, comparison.field(), List.of(comparison.value())));
    }
  }
}
