package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Condition;
import io.nightjar.shared.filter.Condition.AllOf;
import io.nightjar.shared.filter.Condition.AnyOf;
import io.nightjar.shared.filter.Condition.Comparison;
import io.nightjar.shared.filter.Condition.Membership;
import io.nightjar.shared.filter.Numbers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The items for which a condition about Interactions holds, for one user.
 *
 * <p>{@code EVENT_TYPE IN}: the user has an interaction of such a type with the item; {@code NOT
 * IN}: none. Conditions on TIMESTAMP in an AND say which interactions its other conditions look at;
 * with no other, it asks for any interaction at such a time.
 */
final class EventConditions {
  private final int size;
  private final UserEvents events;
  private final Operands operands;

  EventConditions(int size, UserEvents events, Operands operands) {
    this.size = size;
    this.events = events;
    this.operands = operands;
  }

  /** A new set. */
  BitSet where(Condition condition) {
    return where(condition, event -> true);
  }

  private BitSet where(Condition condition, IntPredicate window) {
    if (condition instanceof AllOf all) {
      return where(all, window);
    }
    if (condition instanceof AnyOf any) {
      BitSet set = new BitSet();
      any.parts().forEach(part -> set.or(where(part, window)));
      return set;
    }
    if (condition instanceof Membership in) {
      IntPredicate type = type(in);
      BitSet set = events.items(window.and(type));
      if (in.negated()) {
        set.flip(0, size);
      }
      return set;
    }
    return events.items(window.and(time((Comparison) condition)));
  }

  private BitSet where(AllOf all, IntPredicate outer) {
    IntPredicate window = outer;
    List<Condition> others = new ArrayList<>();
    for (Condition part : all.parts()) {
      if (part instanceof Comparison comparison) {
        window = window.and(time(comparison));
      } else {
        others.add(part);
      }
    }
    if (others.isEmpty()) {
      return events.items(window);
    }
    BitSet set = where(others.get(0), window);
    for (Condition other : others.subList(1, others.size())) {
      set.and(where(other, window));
    }
    return set;
  }

  private IntPredicate type(Membership in) {
    List<String> texts = operands.texts(in.values());
    if (texts.contains(Membership.ANY)) {
      return event -> true;
    }
    Set<String> types = texts.stream().map(EventConditions::folded).collect(Collectors.toSet());
    return event -> events.type(event) != null && types.contains(folded(events.type(event)));
  }

  /** Case of event types does not matter. */
  private static String folded(String type) {
    return type.toLowerCase(Locale.ROOT);
  }

  private IntPredicate time(Comparison comparison) {
    double time = Numbers.parse(operands.texts(comparison.value()).get(0));
    return event -> comparison.comparator().test((double) events.timestamp(event), time);
  }
}
