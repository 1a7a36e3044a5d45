package io.nightjar.jobs.parquet;

import io.nightjar.shared.model.ModelFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * Rows of an {@link EmbeddingTable}, one after the other, in primitive arrays. Refuses what breaks
 * the rules of the table: a null, an embedding of another length or with a value that is not
 * finite, an id that does not come after the one before it. Not thread-safe.
 */
public final class EmbeddingRows implements Closeable {
  private final EmbeddingTable table;
  private final Configuration configuration;
  private int nextFile;
  private EmbeddingFile file;
  private long toSkip;
  private byte[] id;

  EmbeddingRows(EmbeddingTable table, long first, Configuration configuration) {
    if (first < 0 || first > table.rows()) {
      throw new IllegalArgumentException("first must be 0 to " + table.rows() + ": " + first);
    }
    this.table = table;
    this.configuration = configuration;
    while (nextFile < table.files() && table.firstRow(nextFile + 1) <= first) {
      nextFile++;
    }
    this.toSkip = first - table.firstRow(nextFile);
  }

  /**
   * Reads the next row.
   *
   * @param embedding receives {@code dimension} values
   * @return false when there is none
   * @throws ModelFormatException if the row breaks a rule; names the file, the row and the id
   */
  public boolean next(float[] embedding) {
    while (file == null || !file.hasNext()) {
      if (!nextFile()) {
        return false;
      }
    }
    try {
      file.next(embedding);
    } catch (IOException | RuntimeException e) {
      throw EmbeddingTable.unreadable(file.uri(), e);
    }
    byte[] before = id;
    id = file.id();
    check(before, embedding);
    return true;
  }

  private boolean nextFile() {
    close();
    if (nextFile == table.files()) {
      return false;
    }
    String uri = table.uri(nextFile++);
    try {
      file = new EmbeddingFile(uri, table, configuration);
      file.skip(toSkip);
      toSkip = 0;
    } catch (IOException | RuntimeException e) {
      throw EmbeddingTable.unreadable(uri, e);
    }
    return true;
  }

  private void check(byte[] before, float[] embedding) {
    if (file.length() != table.dimension()) {
      throw broken("must have " + table.dimension() + " values: " + file.length());
    }
    for (int factor = 0; factor < table.dimension(); factor++) {
      if (!Float.isFinite(embedding[factor])) {
        throw broken("must be finite: value " + factor + " is " + embedding[factor]);
      }
    }
    if (before != null && Arrays.compareUnsigned(before, id) >= 0) {
      throw new ModelFormatException(
          file.uri(),
          String.format(
              Locale.ROOT,
              "row %d: %s must be sorted and distinct: '%s' after '%s'",
              file.row(),
              table.idColumn(),
              text(id),
              text(before)));
    }
  }

  private ModelFormatException broken(String rule) {
    return new ModelFormatException(
        file.uri(),
        String.format(
            Locale.ROOT,
            "row %d, %s '%s': %s %s",
            file.row(),
            table.idColumn(),
            text(id),
            table.embeddingColumn(),
            rule));
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Id of the row that was read last, UTF-8; a fresh array. */
  public byte[] id() {
    return id;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
