package io.nightjar.serving.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.ParquetDecodingException;

/**
 * A column of strings as UTF-8, without an object for each; plain ones are copied from their page.
 * Not thread-safe.
 */
final class BytesColumn extends BatchColumn {
  /** The strings of a batch, one behind the other, and where each ends. */
  private byte[] text = new byte[16 * BATCH];

  private final int[] ends = new int[BATCH];

  /** Values of a page that has them plain; otherwise null. */
  private ByteBuffer plain;

  private ValuesReader encoded;

  private byte[] bytes = new byte[64];
  private int length;

  BytesColumn(ColumnDescriptor column, PageReader pages) {
    super(column, pages);
  }

  @Override
  void useDictionary(Dictionary entries) {}

  @Override
  void usePage(Encoding encoding, int count, ByteBufferInputStream in) throws IOException {
    if (encoding == Encoding.PLAIN) {
      plain = in.slice(in.available()).order(ByteOrder.LITTLE_ENDIAN);
    } else {
      plain = null;
      encoded = reader(encoding, count, in);
    }
  }

  @Override
  void decode(int count) {
    int end = 0;
    for (int place = 0; place < count; place++) {
      if (plain == null) {
        byte[] value = encoded.readBytes().getBytesUnsafe();
        makeRoom(end, value.length);
        System.arraycopy(value, 0, text, end, value.length);
        end += value.length;
      } else {
        int size = plain.remaining() < Integer.BYTES ? -1 : plain.getInt();
        if (size < 0 || size > plain.remaining()) {
          throw new ParquetDecodingException(
              "a page of column " + name() + " ends before its values");
        }
        makeRoom(end, size);
        plain.get(text, end, size);
        end += size;
      }
      ends[place] = end;
    }
  }

  private void makeRoom(int used, int more) {
    if (text.length - used < more) {
      text = Arrays.copyOf(text, Math.max(Math.addExact(used, more), 2 * text.length));
    }
  }

  /** Keeps the value, which must be present, until this is called again, and moves behind it. */
  void take() {
    int place = place();
    int start = place == 0 ? 0 : ends[place - 1];
    length = ends[place] - start;
    if (length > bytes.length) {
      bytes = new byte[2 * length];
    }
    System.arraycopy(text, start, bytes, 0, length);
    advance();
  }

  /** The string that was taken last begins here. */
  byte[] bytes() {
    return bytes;
  }

  /** How many bytes it has. */
  int length() {
    return length;
  }

  /** The string that was taken last. */
  String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
