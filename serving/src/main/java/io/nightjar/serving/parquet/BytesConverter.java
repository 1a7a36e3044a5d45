package io.nightjar.serving.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Keeps the UTF-8 of the current string of a column, without an object for each. */
final class BytesConverter extends PrimitiveConverter {
  private Binary[] dictionary;
  private byte[] bytes = new byte[64];
  private int length;

  /** The string handed over last begins here. */
  byte[] bytes() {
    return bytes;
  }

  /** How many bytes it has. */
  int length() {
    return length;
  }

  /** The string handed over last. */
  String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary entries) {
    dictionary = new Binary[entries.getMaxId() + 1];
    for (int entry = 0; entry < dictionary.length; entry++) {
      dictionary[entry] = entries.decodeToBinary(entry);
    }
  }

  @Override
  public void addValueFromDictionary(int entry) {
    addBinary(dictionary[entry]);
  }

  @Override
  public void addBinary(Binary binary) {
    length = binary.length();
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
    }
    ByteBuffer value = binary.toByteBuffer();
    value.get(value.position(), bytes, 0, length);
  }
}
