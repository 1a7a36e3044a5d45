package io.nightjar.serving.fuzz;

import io.nightjar.shared.filter.FilterException;
import io.nightjar.shared.filter.FilterExpression;
import io.nightjar.shared.filter.FilterValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Any text is a filter expression or a mistake with a place; any text is a value or is not. */
final class FilterFuzz implements FuzzTarget {
  @Override
  public void take(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      FilterExpression expression = FilterExpression.parse(text);
      if (!FilterExpression.parse(expression.text()).equals(expression)) {
        throw new AssertionError("the same text must be the same filter");
      }
    } catch (FilterException e) {
      requireMessage(e);
    }
    try {
      FilterValues.parse(Map.of("P", text));
    } catch (FilterException e) {
      requireMessage(e);
    }
  }

  private static void requireMessage(FilterException e) {
    if (e.getMessage().length() > 5000) {
      throw new AssertionError("a message must not be endless: " + e.getMessage().length());
    }
  }

  @Override
  public List<byte[]> seeds() {
    return FuzzTarget.texts(
        "INCLUDE ItemID WHERE Items.GENRES IN (\"Comedy\",\"Crime\") AND Items.PRICE < 10.5",
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE IN (\"*\") | INCLUDE ItemID WHERE Items.A != $A",
        "EXCLUDE ItemID WHERE Interactions.EVENT_TYPE NOT IN ($TYPES) IF CurrentUser.AGE >= 18",
        "INCLUDE ItemID WHERE (Items.A = \"x\" OR Items.B = CurrentItem.B) AND NOT (Items.C > -1)",
        "EXCLUDE ItemID WHERE Interactions.TIMESTAMP >= $SINCE",
        "INCLUDE ItemID WHERE ((((Items.A = 'it''s'))))",
        "\"a\",\"b\"",
        "1, 2.5,-3e7",
        "(".repeat(2400));
  }
}
