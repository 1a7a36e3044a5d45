package io.nightjar.shared.filter;

/** What a field is compared with. */
public sealed interface Operand {
  /**
   * A value that the expression spells out.
   *
   * @param text without quotes; of a number its digits
   */
  record Literal(String text) implements Operand {}

  /**
   * A value, or for IN several, that a request gives.
   *
   * @param name without the dollar sign; its case matters
   */
  record Placeholder(String name) implements Operand {}

  /**
   * The value that the item named by the request has in a column.
   *
   * @param field of {@link Dataset#CURRENT_ITEM}
   */
  record OfCurrentItem(Field field) implements Operand {}
}
