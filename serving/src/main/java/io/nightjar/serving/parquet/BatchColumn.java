package io.nightjar.serving.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * Stands on one value of one column of a row group, and decodes the next few thousand at once:
 * asked value by value, Parquet's own reader of columns takes several times as long. Not
 * thread-safe.
 */
abstract class BatchColumn {
  /** Values that are decoded at once. */
  static final int BATCH = 2048;

  private final ColumnDescriptor column;
  private final PageReader pages;
  private final int presentLevel;
  private final int[] repetition = new int[BATCH + 1];
  private final int[] definition = new int[BATCH + 1];

  /** Values of the column, nulls and empty lists included, that no page read so far has. */
  private long ahead;

  private Dictionary dictionary;

  private RunLengths repetitionLevels;
  private RunLengths definitionLevels;
  private int leftInPage;
  private int size;
  private int at;
  private int value;

  BatchColumn(ColumnDescriptor column, PageReader pages) {
    this.column = column;
    this.pages = pages;
    this.presentLevel = column.getMaxDefinitionLevel();
    this.ahead = pages.getTotalValueCount();
  }

  /** Moves a new column to its first value. */
  static <T extends BatchColumn> T opened(T column) {
    try {
      column.begin();
      return column;
    } catch (IOException e) {
      throw new ParquetDecodingException(e.getMessage(), e);
    }
  }

  final void begin() throws IOException {
    DictionaryPage page = pages.readDictionaryPage();
    if (page != null) {
      dictionary = page.getEncoding().initDictionary(column, page);
      useDictionary(dictionary);
    }
    readBatch();
  }

  /** Receives the dictionary of the column, before any values. */
  abstract void useDictionary(Dictionary entries);

  /** Receives the values of a page; {@link #reader} reads them one by one. */
  abstract void usePage(Encoding encoding, int values, ByteBufferInputStream in) throws IOException;

  /** Decodes the next values of the page to the places 0 to {@code count - 1}. */
  abstract void decode(int count);

  /** Parquet's reader of the values of a page. */
  final ValuesReader reader(Encoding encoding, int values, ByteBufferInputStream in)
      throws IOException {
    requireDictionary(encoding);
    ValuesReader reader =
        encoding.usesDictionary()
            ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary)
            : encoding.getValuesReader(column, ValuesType.VALUES);
    reader.initFromPage(values, in);
    return reader;
  }

  /** The entries of the dictionary that the values of a page are. */
  final RunLengths entries(Encoding encoding, ByteBufferInputStream in) throws IOException {
    requireDictionary(encoding);
    return RunLengths.entries(in);
  }

  private void requireDictionary(Encoding encoding) {
    if (encoding.usesDictionary() && dictionary == null) {
      throw new ParquetDecodingException("column " + name() + " has no dictionary");
    }
  }

  /** Name of the column, for messages. */
  final String name() {
    return String.join(".", column.getPath());
  }

  /** Whether there is a value here, rather than a null or the end of an empty list. */
  final boolean isPresent() {
    return definition[at] == presentLevel;
  }

  /** How deep the value is defined; see {@link TableFile#listLevel}. */
  final int definitionLevel() {
    return definition[at];
  }

  /** Whether this value begins another row than the one before; also true at the end. */
  final boolean startsRow() {
    return repetition[at] == 0;
  }

  /** Where {@link #decode} has put the value, which must be present. */
  final int place() {
    return value;
  }

  /** Moves to the next value; stays at the end. */
  final void advance() {
    if (definition[at] == presentLevel) {
      value++;
    }
    if (++at >= size) {
      try {
        readBatch();
      } catch (IOException e) {
        throw new ParquetDecodingException(e.getMessage(), e);
      }
    }
  }

  /** How many values from here on are present, of this row, and decoded. */
  final int run() {
    int end = at;
    while (end < size && definition[end] == presentLevel && (end == at || repetition[end] != 0)) {
      end++;
    }
    return end - at;
  }

  /** Moves behind a {@link #run}, or a part of it that is not empty. */
  final void skip(int values) {
    at += values - 1;
    value += values - 1;
    advance();
  }

  private void readBatch() throws IOException {
    at = 0;
    value = 0;
    while (leftInPage == 0 && ahead > 0) {
      nextPage();
    }
    size = Math.min(BATCH, leftInPage);
    leftInPage -= size;
    int present = 0;
    if (size == 0) {
      repetition[0] = 0;
      definition[0] = -1;
    } else {
      repetitionLevels.read(repetition, size);
      definitionLevels.read(definition, size);
      for (int next = 0; next < size; next++) {
        present += definition[next] == presentLevel ? 1 : 0;
      }
      decode(present);
    }
  }

  private void nextPage() throws IOException {
    DataPage page = pages.readPage();
    if (page == null || page.getValueCount() < 0 || page.getValueCount() > ahead) {
      throw new ParquetDecodingException(
          "column %s has %d values more, the next page %s"
              .formatted(
                  name(), ahead, page == null ? "is missing" : "claims " + page.getValueCount()));
    }
    leftInPage = page.getValueCount();
    ahead -= leftInPage;
    if (page instanceof DataPageV1 first) {
      open(first);
    } else {
      open((DataPageV2) page);
    }
  }

  private void open(DataPageV1 page) throws IOException {
    ByteBufferInputStream in = page.getBytes().toInputStream();
    repetitionLevels = levels(page.getRlEncoding(), column.getMaxRepetitionLevel(), in);
    definitionLevels = levels(page.getDlEncoding(), column.getMaxDefinitionLevel(), in);
    usePage(page.getValueEncoding(), page.getValueCount(), in);
  }

  /** Levels before the values of a page, which tell how many bytes they have. */
  private RunLengths levels(Encoding encoding, int most, ByteBufferInputStream in)
      throws IOException {
    if (most == 0) {
      return RunLengths.levels(null, 0);
    }
    if (encoding != Encoding.RLE) {
      throw new ParquetDecodingException(
          "levels of column " + name() + " must be RLE: " + encoding);
    }
    return RunLengths.levels(in.slice(BytesUtils.readIntLittleEndian(in)), most);
  }

  private void open(DataPageV2 page) throws IOException {
    repetitionLevels = levels(page.getRepetitionLevels(), column.getMaxRepetitionLevel());
    definitionLevels = levels(page.getDefinitionLevels(), column.getMaxDefinitionLevel());
    usePage(page.getDataEncoding(), page.getValueCount(), page.getData().toInputStream());
  }

  /** Levels that lie by themselves. */
  private static RunLengths levels(BytesInput bytes, int most) throws IOException {
    ByteBufferInputStream in = bytes.toInputStream();
    return RunLengths.levels(in.slice(in.available()), most);
  }
}
