package io.nightjar.shared.selection;

import java.util.ArrayList;
import java.util.List;

/** The categories of a value that has several: {@code jazz|soul}. */
final class Parts {
  static final char BAR = '|';

  private Parts() {}

  /** One or more. */
  static List<String> of(String value) {
    int bar = value.indexOf(BAR);
    if (bar < 0) {
      return List.of(value);
    }
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (; bar >= 0; bar = value.indexOf(BAR, start)) {
      parts.add(value.substring(start, bar));
      start = bar + 1;
    }
    parts.add(value.substring(start));
    return parts;
  }
}
