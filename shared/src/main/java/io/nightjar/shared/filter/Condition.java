package io.nightjar.shared.filter;

import java.util.List;

/** What an item, or the user of a request, must be like. */
public sealed interface Condition {
  /**
   * All hold. About interactions: {@link Field#TIMESTAMP} among the parts says which interactions
   * the other parts look at.
   *
   * @param parts two or more, none of which is of this type
   */
  record AllOf(List<Condition> parts) implements Condition {
    /** Copies the list. */
    public AllOf {
      parts = List.copyOf(parts);
    }
  }

  /**
   * At least one holds.
   *
   * @param parts two or more, none of which is of this type
   */
  record AnyOf(List<Condition> parts) implements Condition {
    /** Copies the list. */
    public AnyOf {
      parts = List.copyOf(parts);
    }
  }

  /**
   * The field has one of some values, or has none of them.
   *
   * @param values one or more
   * @param negated NOT IN
   */
  record Membership(Field field, List<Operand> values, boolean negated) implements Condition {
    /** Stands for every event type. */
    public static final String ANY = "*";

    /** Copies the list. */
    public Membership {
      values = List.copyOf(values);
    }
  }

  /** The field compares with a value in this way. */
  record Comparison(Field field, Comparator comparator, Operand value) implements Condition {}
}
