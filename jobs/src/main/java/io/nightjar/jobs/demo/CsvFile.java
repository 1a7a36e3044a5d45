package io.nightjar.jobs.demo;

/** Rows of a CSV file as Personalize reads them, being written. Mutable, not thread-safe. */
final class CsvFile {
  private final StringBuilder text = new StringBuilder();
  private final int columns;
  private int column;

  /** Begins with an unquoted header. */
  CsvFile(String... header) {
    this.columns = header.length;
    text.append(String.join(",", header)).append('\n');
  }

  /** Adds a cell; the last one of a row ends its line. */
  CsvFile cell(String value) {
    appendQuoted(value);
    column++;
    if (column == columns) {
      text.append('\n');
      column = 0;
    } else {
      text.append(',');
    }
    return this;
  }

  /** Quotes text where it must be; inside quotes a backslash escapes quotes and backslashes. */
  private void appendQuoted(String value) {
    if (value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\\')) {
      text.append(value);
      return;
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }

  /** The whole file so far. */
  String text() {
    return text.toString();
  }
}
