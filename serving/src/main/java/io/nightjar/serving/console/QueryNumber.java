package io.nightjar.serving.console;

import io.javalin.http.Context;
import io.nightjar.serving.api.InvalidInputException;
import io.nightjar.serving.api.Quoted;

/** A number among the parameters of a request. */
final class QueryNumber {
  private QueryNumber() {}

  /**
   * The value of a parameter.
   *
   * @param missing what counts when it is not given
   * @param most the largest it may be; the smallest is 1
   */
  static int of(Context context, String name, int missing, int most) {
    String text = context.queryParam(name);
    if (text == null) {
      return missing;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same refusal as for a number that is out of range.
    }
    throw new InvalidInputException(
        name + " must be an integer of 1 to " + most + ": " + Quoted.text(text));
  }

  /** The value of a parameter that must be there. */
  static String text(Context context, String name) {
    String text = context.queryParam(name);
    if (text == null || text.isEmpty()) {
      throw new InvalidInputException(name + " must be given: it is missing");
    }
    return text;
  }
}
