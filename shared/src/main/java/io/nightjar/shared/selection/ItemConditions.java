package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Comparator;
import io.nightjar.shared.filter.Condition;
import io.nightjar.shared.filter.Condition.AllOf;
import io.nightjar.shared.filter.Condition.AnyOf;
import io.nightjar.shared.filter.Condition.Comparison;
import io.nightjar.shared.filter.Condition.Membership;
import java.util.BitSet;
import java.util.List;

/** The items for which a condition about Items holds. */
final class ItemConditions {
  private final ItemValues items;
  private final Operands operands;

  ItemConditions(ItemValues items, Operands operands) {
    this.items = items;
    this.operands = operands;
  }

  /** A new set. */
  BitSet where(Condition condition) {
    if (condition instanceof AllOf all) {
      BitSet set = where(all.parts().get(0));
      all.parts().subList(1, all.parts().size()).forEach(part -> set.and(where(part)));
      return set;
    }
    if (condition instanceof AnyOf any) {
      BitSet set = where(any.parts().get(0));
      any.parts().subList(1, any.parts().size()).forEach(part -> set.or(where(part)));
      return set;
    }
    if (condition instanceof Membership in) {
      BitSet set = items.column(in.field()).where(ValueTest.in(operands.texts(in.values())));
      if (in.negated()) {
        set.flip(0, items.size());
      }
      return set;
    }
    return where((Comparison) condition);
  }

  private BitSet where(Comparison comparison) {
    ValueColumn column = items.column(comparison.field());
    List<String> others = operands.texts(comparison.value());
    if (comparison.comparator() != Comparator.NOT_EQUAL) {
      return column.where(ValueTest.compared(comparison.comparator(), others));
    }
    if (others.isEmpty()) {
      return new BitSet();
    }
    BitSet set = (BitSet) column.present().clone();
    set.andNot(column.where(ValueTest.compared(Comparator.EQUAL, others)));
    return set;
  }
}
