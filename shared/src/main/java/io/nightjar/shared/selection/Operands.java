package io.nightjar.shared.selection;

import io.nightjar.shared.filter.FilterValues;
import io.nightjar.shared.filter.Operand;
import java.util.ArrayList;
import java.util.List;

/** From what an expression says to the values that it stands for. */
final class Operands {
  private final FilterValues values;
  private final ItemValues items;
  private final int currentItem;

  /**
   * The values of one request.
   *
   * @param values has every placeholder that will be asked for
   * @param items null when no field of the current item will be asked for
   */
  Operands(FilterValues values, ItemValues items, int currentItem) {
    this.values = values;
    this.items = items;
    this.currentItem = currentItem;
  }

  /** All values of some operands; empty when the current item has none in its column. */
  List<String> texts(List<Operand> operands) {
    List<String> texts = new ArrayList<>();
    for (Operand operand : operands) {
      texts.addAll(texts(operand));
    }
    return texts;
  }

  /** All values of an operand; empty when the current item has none in its column. */
  List<String> texts(Operand operand) {
    if (operand instanceof Operand.Literal literal) {
      return List.of(literal.text());
    }
    if (operand instanceof Operand.Placeholder placeholder) {
      return values.of(placeholder.name());
    }
    Operand.OfCurrentItem field = (Operand.OfCurrentItem) operand;
    return currentItem < 0 ? List.of() : items.column(field.field()).parts(currentItem);
  }
}
