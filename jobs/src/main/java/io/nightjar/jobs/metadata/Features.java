package io.nightjar.jobs.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Features of the rows of a catalogue, each one a value of a column that enough rows share: a
 * genre, a brand, a tenth of the prices. A cell may hold several values, separated by {@code |}.
 * Titles and descriptions drop out of themselves, since hardly a value occurs twice. Immutable.
 *
 * @param names for messages, {@code column=value}; feature 0 is one that every row has
 * @param ofRows for each row its features, ascending
 */
record Features(List<String> names, int[][] ofRows) {
  /** The feature that every row has. */
  static final String ALL = "all";

  /** Rows with embeddings of their own that must share a value. */
  private static final int LEAST = 5;

  /** Features at most, those that the most rows share. */
  private static final int MOST = 5_000;

  /** Numbers with more values than that are cut into tenths. */
  private static final int FEW_VALUES = 20;

  private static final int TENTHS = 10;

  /**
   * Finds the features.
   *
   * @param columns by name the cell of each row, null where there is none
   * @param counts whether a row has an embedding of its own
   */
  static Features of(int rows, Map<String, String[]> columns, boolean[] counts) {
    Map<String, List<Integer>> rowsOf = new TreeMap<>();
    new TreeMap<>(columns)
        .forEach(
            (column, cells) -> {
              String[] values = inTenths(cells);
              for (int row = 0; row < rows; row++) {
                if (values[row] == null) {
                  continue;
                }
                for (String value : Arrays.stream(values[row].split("\\|")).distinct().toList()) {
                  if (!value.isBlank()) {
                    rowsOf
                        .computeIfAbsent(column + "=" + value.strip(), v -> new ArrayList<>())
                        .add(row);
                  }
                }
              }
            });
    Map<String, Integer> support = new HashMap<>();
    rowsOf.forEach(
        (name, of) -> support.put(name, (int) of.stream().filter(row -> counts[row]).count()));
    List<String> names = new ArrayList<>(List.of(ALL));
    rowsOf.keySet().stream()
        .filter(name -> support.get(name) >= LEAST)
        .sorted((a, b) -> Integer.compare(support.get(b), support.get(a)))
        .limit(MOST)
        .forEach(names::add);
    List<List<Integer>> ofRows = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      ofRows.add(new ArrayList<>(List.of(0)));
    }
    for (int feature = 1; feature < names.size(); feature++) {
      for (int row : rowsOf.get(names.get(feature))) {
        ofRows.get(row).add(feature);
      }
    }
    return new Features(
        List.copyOf(names),
        ofRows.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  /** Numbers with many values as the tenth of the rows that they are in; all else as it is. */
  private static String[] inTenths(String[] cells) {
    double[] numbers =
        Arrays.stream(cells)
            .filter(cell -> cell != null && !cell.isBlank())
            .mapToDouble(Features::number)
            .sorted()
            .toArray();
    boolean numeric = numbers.length > 0 && !Double.isNaN(numbers[numbers.length - 1]);
    if (!numeric || Arrays.stream(numbers).distinct().count() <= FEW_VALUES) {
      return cells;
    }
    return Arrays.stream(cells)
        .map(cell -> cell == null || cell.isBlank() ? null : tenth(numbers, number(cell)))
        .toArray(String[]::new);
  }

  private static String tenth(double[] sorted, double number) {
    int at = Arrays.binarySearch(sorted, number);
    while (at > 0 && sorted[at - 1] == number) {
      at--;
    }
    return "tenth " + (1 + (int) ((long) at * TENTHS / sorted.length));
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
