package io.nightjar.jobs.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of text with aligned columns, for the end of a job. Not thread-safe. */
public final class SummaryTable {
  private final List<String[]> rows = new ArrayList<>();
  private final String title;

  /** An empty table with a title line. */
  public SummaryTable(String title) {
    this.title = title;
  }

  /** Adds a row; rows may differ in length. */
  public SummaryTable row(String... cells) {
    rows.add(cells.clone());
    return this;
  }

  /** The table as lines, without a line break at the end. */
  public String text() {
    int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    int total = Math.max(title.length(), Arrays.stream(widths).sum() + 2 * (columns - 1));
    StringBuilder text = new StringBuilder(title).append('\n').append("-".repeat(total));
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.length; column++) {
        line.append(row[column]).append(" ".repeat(widths[column] - row[column].length() + 2));
      }
      text.append('\n').append(line.toString().stripTrailing());
    }
    return text.toString();
  }
}
