package io.nightjar.serving.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;

/** A column of ids, as ordinals. Not thread-safe. */
final class OrdinalColumn extends BatchColumn {
  private final OrdinalConverter converter;
  private final int[] ordinals = new int[BATCH];

  /** Values of a page that has them in the dictionary; otherwise null. */
  private RunLengths entries;

  private ValuesReader ids;

  OrdinalColumn(ColumnDescriptor column, PageReader pages, OrdinalConverter converter) {
    super(column, pages);
    this.converter = converter;
  }

  @Override
  void useDictionary(Dictionary entries) {
    converter.setDictionary(entries);
  }

  @Override
  void usePage(Encoding encoding, int count, ByteBufferInputStream in) throws IOException {
    if (encoding.usesDictionary()) {
      entries = entries(encoding, in);
    } else {
      entries = null;
      ids = reader(encoding, count, in);
    }
  }

  @Override
  void decode(int count) {
    if (entries != null) {
      entries.read(ordinals, count);
      for (int place = 0; place < count; place++) {
        ordinals[place] = converter.ordinal(ordinals[place]);
      }
      return;
    }
    for (int place = 0; place < count; place++) {
      converter.addBinary(ids.readBytes());
      ordinals[place] = converter.ordinal();
    }
  }

  /** Copies the ordinals of a {@link #run} to {@code target} from position {@code to}. */
  void copy(int run, int[] target, int to) {
    System.arraycopy(ordinals, place(), target, to, run);
  }
}
