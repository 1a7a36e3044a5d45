package io.nightjar.shared.selection;

import io.nightjar.shared.filter.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One column of the items: by ordinal a text, or nothing. Immutable and safe for use by many
 * threads.
 *
 * <p>Distinct texts are kept once, so a test looks at each of them once, and then at four bytes an
 * item.
 */
public final class ValueColumn {
  private static final int MISSING = -1;

  private final int[] codes;
  private final String[] texts;
  private final double[] numbers;
  private final boolean split;
  private final BitSet present;

  private ValueColumn(int[] codes, String[] texts, boolean split) {
    this.codes = codes;
    this.texts = texts;
    this.split = split;
    this.numbers = new double[texts.length];
    for (int code = 0; code < texts.length; code++) {
      numbers[code] = Numbers.parse(texts[code]);
    }
    this.present = marked(all(texts.length));
  }

  private static boolean[] all(int length) {
    boolean[] marks = new boolean[length];
    Arrays.fill(marks, true);
    return marks;
  }

  /**
   * A column of values, of which one may have several parts, separated by {@code |}.
   *
   * @param values by ordinal; null where there is none
   */
  public static ValueColumn of(List<String> values) {
    int[] codes = new int[values.size()];
    Map<String, Integer> known = new HashMap<>();
    List<String> texts = new ArrayList<>();
    for (int item = 0; item < codes.length; item++) {
      String value = values.get(item);
      if (value == null) {
        codes[item] = MISSING;
        continue;
      }
      Integer code = known.putIfAbsent(value, texts.size());
      if (code == null) {
        code = texts.size();
        texts.add(value);
      }
      codes[item] = code;
    }
    return new ValueColumn(codes, texts.toArray(new String[0]), true);
  }

  /** The column of the items' own ids, which have no parts. */
  static ValueColumn ofIds(List<String> ids) {
    int[] codes = new int[ids.size()];
    Arrays.setAll(codes, item -> item);
    return new ValueColumn(codes, ids.toArray(new String[0]), false);
  }

  /** A column in which no item has a value. */
  static ValueColumn ofNothing(int items) {
    int[] codes = new int[items];
    Arrays.fill(codes, MISSING);
    return new ValueColumn(codes, new String[0], true);
  }

  /** Number of items. */
  public int items() {
    return codes.length;
  }

  /** Whether any value is a number. */
  public boolean hasNumbers() {
    for (int code = 0; code < texts.length; code++) {
      if (matches(code, (text, number) -> !Double.isNaN(number))) {
        return true;
      }
    }
    return false;
  }

  /** Whether no item has a value. */
  public boolean isEmpty() {
    return texts.length == 0;
  }

  /** An item's value; null where it has none. */
  public String text(int item) {
    return codes[item] == MISSING ? null : texts[codes[item]];
  }

  /** Parts of an item's value; none where it has no value. */
  List<String> parts(int item) {
    if (codes[item] == MISSING) {
      return List.of();
    }
    String text = texts[codes[item]];
    return split ? Parts.of(text) : List.of(text);
  }

  /** The items that have a value. Not to be changed. */
  BitSet present() {
    return present;
  }

  /** The items whose value passes, or of its parts one. */
  BitSet where(ValueTest test) {
    boolean[] marks = new boolean[texts.length];
    for (int code = 0; code < texts.length; code++) {
      marks[code] = matches(code, test);
    }
    return marked(marks);
  }

  private boolean matches(int code, ValueTest test) {
    String text = texts[code];
    return (split && text.indexOf(Parts.BAR) >= 0)
        ? ValueTest.anyPart(text, test)
        : test.test(text, numbers[code]);
  }

  private BitSet marked(boolean[] marks) {
    long[] words = new long[(codes.length + Long.SIZE - 1) / Long.SIZE];
    for (int item = 0; item < codes.length; item++) {
      int code = codes[item];
      if (code >= 0 && marks[code]) {
        words[item >> 6] |= 1L << item;
      }
    }
    return BitSet.valueOf(words);
  }
}
