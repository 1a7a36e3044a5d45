package io.nightjar.jobs.parquet;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses pages of the first format (data page version 1) and writes them to a file. */
final class PageWriter implements Closeable {
  private static final CompressionCodecName CODEC = CompressionCodecName.ZSTD;

  /** About how many bytes of values a page holds. */
  static final int PAGE_BYTES = 1 << 20;

  private final ParquetFileWriter file;
  private final CodecFactory codecs;
  private final BytesInputCompressor compressor;

  PageWriter(ParquetFileWriter file, Configuration configuration) {
    this.file = file;
    this.codecs = new CodecFactory(configuration, PAGE_BYTES);
    this.compressor = codecs.getCompressor(CODEC);
  }

  /** Starts a column of the row group. */
  void startColumn(ColumnDescriptor column, long values) throws IOException {
    file.startColumn(column, values, CODEC);
  }

  /** Writes the dictionary of the column, plain values. */
  void dictionary(PageBytes values, int count) throws IOException {
    BytesInput compressed = compressor.compress(values.input());
    file.writeDictionaryPage(new DictionaryPage(compressed, values.size(), count, Encoding.PLAIN));
  }

  /**
   * Writes a page.
   *
   * @param bytes levels, if the column has any, and values
   * @param values number of values, nulls and empty lists included
   * @param rows number of rows
   * @param encoding of the values
   */
  void page(
      ColumnDescriptor column,
      PageBytes bytes,
      int values,
      int rows,
      Statistics<?> statistics,
      Encoding encoding)
      throws IOException {
    file.writeDataPage(
        values,
        bytes.size(),
        compressor.compress(bytes.input()),
        statistics,
        rows,
        Encoding.RLE,
        Encoding.RLE,
        encoding);
  }

  void endColumn() throws IOException {
    file.endColumn();
  }

  @Override
  public void close() {
    codecs.release();
  }
}
