package io.nightjar.serving.parquet;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * A column of floats, of which plain ones are copied from the page as they are. Not thread-safe.
 */
final class FloatColumn extends BatchColumn {
  private final float[] values = new float[BATCH];

  /** Values of a page that has them plain; otherwise null. */
  private FloatBuffer plain;

  private ValuesReader encoded;

  FloatColumn(ColumnDescriptor column, PageReader pages) {
    super(column, pages);
  }

  @Override
  void useDictionary(Dictionary entries) {}

  @Override
  void usePage(Encoding encoding, int count, ByteBufferInputStream in) throws IOException {
    if (encoding == Encoding.PLAIN) {
      plain = in.slice(in.available()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    } else {
      plain = null;
      encoded = reader(encoding, count, in);
    }
  }

  @Override
  void decode(int count) {
    if (plain == null) {
      for (int place = 0; place < count; place++) {
        values[place] = encoded.readFloat();
      }
    } else if (plain.remaining() < count) {
      throw new ParquetDecodingException("a page of column " + name() + " ends before its values");
    } else {
      plain.get(values, 0, count);
    }
  }

  /** Copies the values of a {@link #run} to {@code target} from position {@code to}. */
  void copy(int run, float[] target, int to) {
    System.arraycopy(values, place(), target, to, run);
  }

  /**
   * Reads the list of a row, and moves behind it.
   *
   * @param list receives its first values
   * @return how many values the list has, nulls not counted
   */
  int readList(float[] list) {
    int length = 0;
    do {
      int run = run();
      if (run == 0) {
        advance();
        continue;
      }
      if (length < list.length) {
        copy(Math.min(run, list.length - length), list, length);
      }
      length += run;
      skip(run);
    } while (!startsRow());
    return length;
  }
}
