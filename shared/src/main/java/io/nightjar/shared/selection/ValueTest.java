package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Comparator;
import io.nightjar.shared.filter.Numbers;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A test of one value. */
interface ValueTest {
  /**
   * Whether a value passes.
   *
   * @param text the value, or one of its parts
   * @param number what the text is as a number; NaN when it is none
   */
  boolean test(String text, double number);

  /** Whether the text is exactly one of some. */
  static ValueTest in(Collection<String> texts) {
    Set<String> set = Set.copyOf(texts);
    return (text, number) -> set.contains(text);
  }

  /**
   * Whether the value compares with one of some: as numbers when both are, else as texts, which can
   * only be equal. {@link Comparator#NOT_EQUAL} is no such test, but the opposite of one.
   */
  static ValueTest compared(Comparator comparator, List<String> others) {
    if (others.size() == 1) {
      return compared(comparator, others.get(0));
    }
    List<ValueTest> tests = others.stream().map(other -> compared(comparator, other)).toList();
    return (text, number) -> tests.stream().anyMatch(test -> test.test(text, number));
  }

  private static ValueTest compared(Comparator comparator, String other) {
    double otherNumber = Numbers.parse(other);
    if (Double.isNaN(otherNumber)) {
      return (text, number) -> comparator == Comparator.EQUAL && text.equals(other);
    }
    return (text, number) -> comparator.test(number, otherNumber);
  }

  /** Whether a value of several parts, separated by {@code |}, has one that passes. */
  static boolean anyPart(String text, ValueTest test) {
    for (String part : Parts.of(text)) {
      if (test.test(part, Numbers.parse(part))) {
        return true;
      }
    }
    return false;
  }
}
